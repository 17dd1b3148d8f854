//! What holds at an instant, as conditions of a statement. Every interval is half-open (G-05): at
//! the instant of its end it is over.

/// The condition that a row of a table with `ends_at` is not over at an instant; it may begin later.
macro_rules! not_over {
    ($table:ident, $now:expr) => {
        $table::ends_at.is_null().or($table::ends_at.gt($now))
    };
}

/// The condition that a row of a table with `begins_at` and `ends_at` holds at an instant.
macro_rules! in_force {
    ($table:ident, $now:expr) => {
        $table::begins_at.le($now).and(not_over!($table, $now))
    };
}

/// The condition that a class is open at an instant: `domain::classes::association::ClassSpan` in
/// SQL.
macro_rules! open_class {
    ($now:expr) => {
        $crate::schema::classes::access_ends_at.gt($now).and(
            $crate::schema::classes::archived_at
                .is_null()
                .or($crate::schema::classes::archived_at.gt($now)),
        )
    };
}
