/** The grammar: lines, commands, their arguments and parameters. It knows neither order nor state. */
package org.smtpconnector.protocol.syntax;
