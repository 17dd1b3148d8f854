//! What reaches the service below the meaning of HTTP: bodies that are too large, too slow, not
//! wanted, or too many.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use api::service::ServiceSettings;
use domain::staff::role::StaffRole;
use tests::{
    app::{Backend, TestApp, generous},
    on_each_backend,
    process::Installation,
    rosters::IMPORTS,
    sockets::{connect, head, listen, talk},
};

const SIGN_IN: &str = "POST /v1/auth/sign-in";
const JSON: (&str, &str) = ("Content-Type", "application/json");
const ZIP: (&str, &str) = ("Content-Type", "application/zip");
const CHUNKED: (&str, &str) = ("Transfer-Encoding", "chunked");

#[cfg(test)]
async fn impatient(backend: Backend) -> TestApp {
    let settings = ServiceSettings {
        request_body: Duration::from_secs(1),
        ..generous()
    };
    TestApp::start_with(backend, settings).await
}

on_each_backend! {
    async fn an_upload_of_somebody_who_may_not_is_refused_before_a_byte_of_it_came(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let ada = school.student_in(rivera.class("Robots").await, "Ada").await;
        let address = listen(&school);
        for (who, status) in [(ada, 403), (rivera, 403), (school.anybody(), 401)] {
            let head = head(&who, &format!("POST {IMPORTS}"), &[ZIP, ("Content-Length", "60000000")]);
            talk(address, head, Vec::new()).await.assert(status);
        }
    }

    async fn a_body_that_is_too_large_by_its_own_account_is_refused_before_it_came(school: TestApp) {
        let novak = school.district_admin("Novak").await;
        let address = listen(&school);
        for (line, kind, length) in [
            (format!("POST {IMPORTS}"), ZIP, (64 << 20) + 1),
            (format!("POST /v1/schools/{}/classes", school.world.school), JSON, (1 << 20) + 1),
        ] {
            let length: String = i32::to_string(&length);
            let head = head(&novak, &line, &[kind, ("Content-Length", &length)]);
            talk(address, head, Vec::new()).await.assert(413);
        }
    }

    async fn a_stranger_sends_little_at_a_time(school: TestApp) {
        let address = listen(&school);
        let stranger = school.anybody();
        let declared = head(&stranger, SIGN_IN, &[JSON, ("Content-Length", "16385")]);
        talk(address, declared, Vec::new()).await.assert(413);
        let mut endless = head(&stranger, SIGN_IN, &[JSON, CHUNKED]);
        endless.extend_from_slice(format!("5000\r\n{}\r\n", "x".repeat(0x5000)).as_bytes());
        talk(address, endless, Vec::new()).await.assert(413);
    }

    async fn a_district_takes_two_places_for_uploads_and_is_told_when_to_come_back(school: TestApp) {
        let novak = school.district_admin("Novak").await;
        let address = listen(&school);
        let mut offer = head(&novak, &format!("POST {IMPORTS}"), &[ZIP, ("Content-Length", "4")]);
        offer.extend_from_slice(b"no ");
        let mut under_way: Vec<TcpStream> = (0..2).map(|_| connect(address, &offer)).collect();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let refused = talk(address, offer.clone(), Vec::new()).await;
        assert!(refused.assert(503).text.to_lowercase().contains("retry-after: 30\r\n"), "{refused:?}");

        // Another district finds a place.
        let lund = school.staff(school.world.other_district, "Lund", StaffRole::DistrictAdmin, None).await;
        let mut theirs = head(&lund, &format!("POST {IMPORTS}"), &[ZIP, ("Content-Length", "4")]);
        theirs.extend_from_slice(b"no !");
        talk(address, theirs, Vec::new()).await.assert(201);

        let first = &mut under_way[0];
        first.write_all(b"!").unwrap();
        let mut status = [0; 12];
        first.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        first.read_exact(&mut status).unwrap();
        assert_eq!(&status, b"HTTP/1.1 201", "a bundle that cannot be used is recorded");
        offer.push(b'!');
        talk(address, offer, Vec::new()).await.assert(201);
    }

    async fn a_body_that_trickles_is_cut_off(school: TestApp) {
        let strict = impatient(school.backend).await;
        let address = listen(&strict);
        let sized = head(&strict.anybody(), SIGN_IN, &[JSON, ("Content-Length", "9999")]);
        let chunked = head(&strict.anybody(), SIGN_IN, &[JSON, CHUNKED]);
        for (head, trickle) in [(sized, " "), (chunked, "1\r\n \r\n")] {
            let heard = talk(address, head, trickle.into()).await;
            heard.assert(408);
            assert!(heard.text.contains("\"request_timeout\""), "{heard:?}");
            assert!(heard.closed && heard.took < Duration::from_secs(10), "{heard:?}");
        }
    }

    async fn a_body_that_comes_slowly_but_steadily_is_taken(school: TestApp) {
        let strict = impatient(school.backend).await;
        let rivera = strict.teacher("Rivera").await;
        let address = listen(&strict);
        let line = format!("POST /v1/schools/{}/classes", strict.world.school);
        let length = (16 << 10) * 25;
        let head = head(&rivera, &line, &[JSON, ("Content-Length", &i32::to_string(&length)), ("Connection", "close")]);
        let heard = talk(address, head, vec![b' '; 16 << 10]).await;
        assert!(heard.took > Duration::from_secs(2), "{heard:?}");
        heard.assert(400);
    }

    async fn nobody_holds_a_connection_by_a_body_that_is_not_wanted(school: TestApp) {
        let address = listen(&school);
        for line in ["POST /nowhere", "GET /healthz", "POST /v1/me/classes/join", SIGN_IN] {
            let head = head(&school.anybody(), line, &[("Content-Type", "text/plain"), CHUNKED]);
            let heard = talk(address, head, "1\r\n \r\n".into()).await;
            assert!(heard.text.starts_with("HTTP/1.1 "), "{line}: {heard:?}");
            assert!(heard.closed && heard.took < Duration::from_secs(10), "{line}: {heard:?}");
        }
    }

    async fn a_chunked_body_that_was_read_leaves_the_connection_open(school: TestApp) {
        let address = listen(&school);
        let mut twice = head(&school.anybody(), SIGN_IN, &[JSON, CHUNKED]);
        twice.extend_from_slice(b"2\r\n{}\r\n0\r\n\r\n");
        twice.extend(head(&school.anybody(), "GET /healthz", &[("Connection", "close")]));
        let heard = talk(address, twice, b" ".to_vec()).await;
        heard.assert(422);
        assert!(heard.text.contains("HTTP/1.1 204 "), "{heard:?}");
    }
}

/// One worker, so that its connections are all there are.
#[test]
fn connections_beyond_the_configured_number_wait() {
    let binary = env!("CARGO_BIN_EXE_hallpass-process");
    let serving = Installation::new(Backend::Sqlite, binary)
        .with("HALLPASS_SERVER__WORKERS", "1")
        .with("HALLPASS_SERVER__MAX_CONNECTIONS", "16")
        .serve();
    let get = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let address = serving.address();
    let answered = |stream: &mut TcpStream, wait_timeout: u64| {
        let wait_timeout = Duration::from_secs(wait_timeout);
        stream.set_read_timeout(Some(wait_timeout)).unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).is_ok() && &status == b"HTTP/1.1 204"
    };
    let mut held: Vec<TcpStream> = (0..16).map(|_| connect(address, get)).collect();
    for stream in &mut held {
        assert!(answered(stream, 10));
    }
    let mut late = connect(address, get);
    assert!(!answered(&mut late, 1));
    held.pop();
    assert!(answered(&mut late, 10));
}
