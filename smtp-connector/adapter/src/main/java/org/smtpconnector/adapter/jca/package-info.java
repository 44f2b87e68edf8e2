/**
 * The contracts with the container (Jakarta Connectors 2.1), one class per contract: {@code SmtpResourceAdapter} is
 * started and stopped, {@code SmtpActivation} stands for one bean, {@code Works} alone touches the WorkManager,
 * {@code EndpointCalls} alone touches message endpoints.
 */
package org.smtpconnector.adapter.jca;
