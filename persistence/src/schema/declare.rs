//! How a table is declared: its columns, and beside each what it holds and how that is protected.

use domain::category::Category;

use crate::inventory::{Class, Protection};

const fn class(category: Option<Category>, protection: Protection) -> Class {
    Class {
        category,
        protection,
        because: None,
    }
}

/// A random id of something that is not a person.
pub(super) const ID: Class = class(None, Protection::Identifier);
/// A readable value that is not about a person.
pub(super) const PLAIN: Class = class(None, Protection::Plain);
/// A wrapped key.
pub(super) const WRAPPED: Class = class(None, Protection::Sealed);
/// A hash of something that is not about a person.
pub(super) const DIGEST: Class = class(None, Protection::Hashed);

/// A random id of a person, in a row that says something of this category about them.
pub(super) const fn person(category: Category) -> Class {
    class(Some(category), Protection::Identifier)
}

/// A sealed value about a person.
pub(super) const fn sealed(category: Category) -> Class {
    class(Some(category), Protection::Sealed)
}

/// A blind index of a value about a person.
pub(super) const fn indexed(category: Category) -> Class {
    class(Some(category), Protection::BlindIndex)
}

/// A hash of a value about a person.
pub(super) const fn hashed(category: Category) -> Class {
    class(Some(category), Protection::Hashed)
}

/// A readable value about a person, with the reason for which that was accepted.
pub(super) const fn readable(category: Category, because: &'static str) -> Class {
    Class {
        because: Some(because),
        ..class(Some(category), Protection::Plain)
    }
}

/// Reasons that several columns share.
pub(super) mod reasons {
    pub(in crate::schema) const KIND: &str = "one of a few words, shared by many";
    pub(in crate::schema) const INTERVAL: &str = "access is decided by it in every query";
    pub(in crate::schema) const COUNT: &str =
        "the dashboard adds it up for a class; says nothing without the sealed name";
    pub(in crate::schema) const HOUR: &str =
        "each report is held against it, so that an hour has no more than an hour";
    pub(in crate::schema) const DAY: &str =
        "each report is held against it, so that a day has no more than its budget";
    pub(in crate::schema) const LOCK: &str = "counts failures, so that guessing is stopped";
    pub(in crate::schema) const EXPORT: &str =
        "says which export it was to the administrators who read it";
    pub(in crate::schema) const CONTENT: &str = "written for the classes that read it";
    pub(in crate::schema) const AGREED: &str =
        "about an office of the school, not a private person";
    pub(in crate::schema) const SIGNED: &str = "proves when a parent agreed";
    pub(in crate::schema) const LOG: &str =
        "a word of a closed vocabulary; the log must be readable to be checked";
    pub(in crate::schema) const SOURCE: &str =
        "many have the same; it is to be searched after an incident";
}

/// Declares tables. From it come the schema that queries name and the data inventory:
///
/// ```text
/// name (primary, key) for Purpose, kept Kept {
///     column -> SqlType = what it holds,
/// }
/// ```
macro_rules! tables {
    ( $(
        $table:ident ($($key:ident),+) for $purpose:ident, kept $kept:ident $(($until:expr))? {
            $( $column:ident -> $sql:ident $(<$inner:ident>)? = $class:expr, )+
        }
    )+ ) => {
        $(
            diesel::table! {
                use diesel::sql_types::*;

                use crate::sql_types::{Instant, Uid};

                $table ($($key),+) {
                    $( $column -> $sql $(<$inner>)?, )+
                }
            }
        )+

        /// The tables for the data inventory.
        pub(in crate::schema) const TABLES: &[$crate::inventory::Table] = {
            #[allow(clippy::allow_attributes, unused_imports, reason = "not every table uses all")]
            use $crate::schema::declare::{reasons::*, *};
            #[allow(clippy::allow_attributes, unused_imports, reason = "not every table uses all")]
            use domain::{category::Category::*, organizations::purpose::Purpose, retention::rule::RetentionRule::*};
            use $crate::inventory::{Column, Kept, SqlType, Table};

            &[ $(
                Table {
                    name: stringify!($table),
                    purpose: Purpose::$purpose,
                    kept: Kept::$kept $(($until))?,
                    columns: &[ $( Column::new(
                        stringify!($column),
                        SqlType::of(stringify!($sql), concat!($( stringify!($inner) )?)),
                        $class,
                    ) ),+ ],
                }
            ),+ ]
        };
    };
}
