//! What the SQLite in this binary was compiled with: `.cargo/config.toml` asks for it, and a build
//! that does not read that file must not pass for the one that was measured.

use std::{collections::BTreeSet, path::Path};

use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text};

use super::{Role, connect};

#[derive(QueryableByName)]
struct CompileOption {
    #[diesel(sql_type = Text)]
    compile_options: String,
}

#[test]
fn sqlite_is_compiled_with_one_plan_per_statement_and_without_global_locks() {
    let mut conn = connect(Path::new(":memory:"), Role::Writer).unwrap();
    let options: BTreeSet<String> = sql_query("PRAGMA compile_options")
        .load::<CompileOption>(&mut conn)
        .unwrap()
        .into_iter()
        .map(|option| option.compile_options)
        .collect();
    for present in ["DEFAULT_MEMSTATUS=0", "ENABLE_QPSG", "THREADSAFE=2"] {
        assert!(options.contains(present), "{present} not in {options:?}");
    }
    for absent in ["ENABLE_MEMORY_MANAGEMENT", "ENABLE_STAT4", "THREADSAFE=1"] {
        assert!(!options.contains(absent), "{absent} in {options:?}");
    }
}
