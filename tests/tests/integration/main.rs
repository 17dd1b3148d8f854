//! The tests of the service within one process. One binary, since each binary links the whole server.

mod accounts;
mod audit;
mod backends;
mod classes;
mod compression;
mod contract;
mod courses;
mod guessing;
mod hashing;
mod hostile;
mod households;
mod inventory;
mod meta;
mod openapi;
mod organizations;
mod pages;
mod postgres;
mod progress;
mod repeating;
mod rosters;
mod schema;
mod sealing;
mod sockets;
mod turns;
mod unauthorized;
