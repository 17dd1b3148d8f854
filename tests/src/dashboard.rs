//! What the dashboard of a class says of one student and one lesson.

use serde_json::{Map, Value};

/// The states on a dashboard that are of a lesson begun: the columns of each student's lessons put
/// together by lesson, with the ids of both.
///
/// # Panics
/// When a column has not one entry for each lesson.
pub fn begun(dashboard: &Value) -> Vec<Value> {
    let (lessons, mut states) = (list(&dashboard["lessons"]), Vec::new());
    for student in list(&dashboard["students"]) {
        let columns = student["lessons"].as_object();
        let columns = columns.unwrap_or_else(|| panic!("no lessons: {student}"));
        for (place, lesson) in lessons.iter().enumerate() {
            let mut state = Map::new();
            state.insert("student_id".to_owned(), student["id"].clone());
            state.insert("lesson_id".to_owned(), lesson["id"].clone());
            for (name, column) in columns {
                assert_eq!(list(column).len(), lessons.len(), "{name}: {student}");
                state.insert(name.clone(), column[place].clone());
            }
            if state["status"] != "not_started" {
                states.push(state.into());
            }
        }
    }
    states
}

fn list(value: &Value) -> &[Value] {
    let list = value.as_array();
    list.unwrap_or_else(|| panic!("no list: {value}"))
}
