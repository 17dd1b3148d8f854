//! The tests of the service within one process. One binary, since each binary links the whole server.

mod accounts;
mod audit;
mod backends;
mod classes;
mod courses;
mod guessing;
mod hashing;
mod hostile;
mod inventory;
mod meta;
mod openapi;
mod organizations;
mod postgres;
mod progress;
mod repeating;
mod rosters;
mod schema;
mod sealing;
mod sockets;
mod turns;
mod unauthorized;
