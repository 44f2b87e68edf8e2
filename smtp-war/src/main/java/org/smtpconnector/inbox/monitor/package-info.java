/**
 * Health and figures of the SMTP connector, without any API that a server may not have: {@code /api/ready} and {@code
 * /api/metrics} give them on every server, MicroProfile Health and Metrics where the server has these.
 */
package org.smtpconnector.inbox.monitor;
