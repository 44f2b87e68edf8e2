package org.smtpconnector.adapter.monitor;

import jakarta.resource.Referenceable;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.naming.Reference;
import org.smtpconnector.adapter.jca.SmtpResourceAdapter;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpStatus;

/**
 * The administered object by which an application sees how the adapter is. The container gives it the live adapter, and the reference
 * under which it binds the object (Jakarta Connectors 2.1, section 13.4.2.3).
 */
public class SmtpStatusObject implements SmtpStatus, ResourceAdapterAssociation, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private transient SmtpResourceAdapter resourceAdapter;
    private Reference reference;

    /** Not yet associated. */
    public SmtpStatusObject() {
        // for the container
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) {
        this.resourceAdapter = (SmtpResourceAdapter) resourceAdapter;
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }

    @Override
    public List<Listener> listeners() {
        return resourceAdapter.status().listeners();
    }

    @Override
    public SmtpJournal journal() {
        return resourceAdapter.status().journal();
    }

    @Override
    public void callHooks(Class<? extends SmtpMessageListener> beanClass, Set<String> hooks) {
        resourceAdapter.status().callHooks(beanClass, hooks);
    }

    @Override
    public boolean isLive(Duration timeout) throws InterruptedException {
        return resourceAdapter.status().isLive(timeout);
    }
}
