/** The samples, deployed as they are built, and the documents that quote them. */
package org.smtpconnector.it.samples;
