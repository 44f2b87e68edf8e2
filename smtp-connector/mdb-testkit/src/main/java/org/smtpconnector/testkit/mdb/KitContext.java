package org.smtpconnector.testkit.mdb;

import jakarta.ejb.EJBHome;
import jakarta.ejb.EJBLocalHome;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TimerService;
import jakarta.transaction.UserTransaction;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.smtpconnector.testkit.jca.Caller;
import org.smtpconnector.testkit.jca.FakeTransactions;

/** The context of a bean, as far as container-managed transactions allow its use. */
final class KitContext implements MessageDrivenContext {

    private final FakeTransactions transactions;
    private final Map<String, Object> data = new HashMap<>();

    KitContext(FakeTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void setRollbackOnly() {
        transactions.setRollbackOnly();
    }

    @Override
    public boolean getRollbackOnly() {
        return transactions.getRollbackOnly();
    }

    @Override
    public Principal getCallerPrincipal() {
        String name = Caller.current().map(Caller::name).orElse("ANONYMOUS");
        return () -> name;
    }

    @Override
    public boolean isCallerInRole(String role) {
        return Caller.current().filter(caller -> caller.groups().contains(role)).isPresent();
    }

    @Override
    public Map<String, Object> getContextData() {
        return data;
    }

    @Override
    public UserTransaction getUserTransaction() {
        throw new IllegalStateException("The transaction of a bean is the container's");
    }

    @Override
    public TimerService getTimerService() {
        throw new UnsupportedOperationException("The test kit has no timers");
    }

    @Override
    public Object lookup(String name) {
        throw new IllegalArgumentException("The test kit has no names: " + name);
    }

    @Override
    public EJBHome getEJBHome() {
        throw new IllegalStateException("A message-driven bean has no home");
    }

    @Override
    public EJBLocalHome getEJBLocalHome() {
        throw new IllegalStateException("A message-driven bean has no home");
    }
}
