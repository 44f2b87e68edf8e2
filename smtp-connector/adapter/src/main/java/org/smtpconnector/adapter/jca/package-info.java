/**
 * The contracts with the container (Jakarta Connectors 2.1), one class per contract: {@code SmtpResourceAdapter} is
 * started and stopped, {@code EndpointActivation} stands for one bean, {@code WorkScheduler} alone touches the WorkManager,
 * {@code EndpointInvoker} alone touches message endpoints, {@code DeliveryLifecycle} alone bounds and times the calls.
 */
package org.smtpconnector.adapter.jca;
