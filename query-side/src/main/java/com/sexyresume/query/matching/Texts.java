package com.sexyresume.query.matching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Columns of several texts. */
final class Texts {

    private Texts() {}

    static List<String> of(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
