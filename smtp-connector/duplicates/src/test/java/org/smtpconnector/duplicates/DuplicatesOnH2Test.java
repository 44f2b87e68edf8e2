package org.smtpconnector.duplicates;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class DuplicatesOnH2Test extends DuplicatesTest {

    private static int databases;

    @Override
    DataSource database() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:duplicates" + ++databases + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return dataSource;
    }
}
