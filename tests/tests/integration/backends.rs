//! The harness itself: each test runs on both databases.

use tests::on_each_backend;

on_each_backend! {
    /// The module a test becomes is named after the database it runs on.
    async fn a_test_runs_on_the_database_that_its_name_says(school: TestApp) {
        let thread = std::thread::current();
        let expected = format!("{:?}", school.backend).to_lowercase();
        assert!(thread.name().unwrap().ends_with(&expected));
    }

    async fn a_test_can_wait_for_what_it_spawns(school: TestApp) {
        let expected = school.backend;
        let spawned = actix_web::rt::spawn(async move { school.backend }).await;
        assert_eq!(spawned.unwrap(), expected);
    }
}
