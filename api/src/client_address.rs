//! Where a request comes from.
//!
//! The whole address is held nowhere: counters and audit events have its network
//! ([`domain::audit::TruncatedAddress`]; SEC-09, `source`).

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

/// The header that proxies append the address of their client to.
pub const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: the peer's, unless the peer is a trusted proxy; then the nearest address
/// in `X-Forwarded-For` that is not a trusted proxy's.
///
/// `forwarded_for` are the values of every such header, in the order of the request. The walk goes
/// from the end, where our own proxies wrote, and stops at the first entry that is no address: what
/// stands before it was written by an unknown network. Values are octets (RFC 9110 §5.5): what a client
/// wrote that is no text hides nothing that a proxy appended to it.
pub fn of_request<'a>(
    peer: IpAddr,
    forwarded_for: impl DoubleEndedIterator<Item = &'a [u8]>,
    trusted: &[IpNet],
) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    let mut hops = forwarded_for
        .rev()
        .flat_map(|value| value.rsplit(|octet| *octet == b','));
    while is_trusted(&client) {
        match hops.next().and_then(address) {
            Some(hop) => client = hop,
            None => break,
        }
    }
    client
}

/// An address as proxies write it: plain, with a port, or IPv6 in brackets.
fn address(written: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(written).ok()?.trim();
    let plain = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || {
        text.strip_prefix('[')?
            .strip_suffix(']')?
            .parse::<IpAddr>()
            .ok()
    };
    plain
        .or_else(with_port)
        .or_else(bracketed)
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[&str], trusted: &[&str]) -> String {
        let octets: Vec<&[u8]> = headers.iter().map(|header| header.as_bytes()).collect();
        client_of_octets(peer, &octets, trusted)
    }

    fn client_of_octets(peer: &str, headers: &[&[u8]], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        of_request(peer.parse().unwrap(), headers.iter().copied(), &trusted).to_string()
    }

    #[test]
    fn a_client_is_who_connects_unless_a_trusted_proxy_says_otherwise() {
        let proxies = ["10.0.0.0/24", "fd00::/8"];
        let table: [(&str, &[&str], &str); 14] = [
            ("203.0.113.9", &[], "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("10.0.0.5", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.5", &[], "10.0.0.5"),
            ("10.0.0.5", &["192.0.2.1, 198.51.100.1"], "198.51.100.1"),
            (
                "10.0.0.5",
                &["192.0.2.1, 198.51.100.1, 10.0.0.7"],
                "198.51.100.1",
            ),
            ("10.0.0.5", &["192.0.2.1", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.5", &["10.0.0.8, 10.0.0.7"], "10.0.0.8"),
            ("10.0.0.5", &["192.0.2.1, unknown, 10.0.0.7"], "10.0.0.7"),
            ("10.0.0.5", &["192.0.2.1, "], "10.0.0.5"),
            ("10.0.0.5", &["198.51.100.1:40112"], "198.51.100.1"),
            ("::ffff:10.0.0.5", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("fd00::1", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("fd00::1", &["[2001:db8::7]"], "2001:db8::7"),
        ];
        for (peer, headers, expected) in table {
            assert_eq!(
                client(peer, headers, &proxies),
                expected,
                "{peer} {headers:?}"
            );
        }
    }

    #[test]
    fn octets_that_are_no_text_do_not_hide_what_a_proxy_appended() {
        let headers: [&[u8]; 1] = [b"\xff, 198.51.100.1"];
        assert_eq!(
            client_of_octets("10.0.0.5", &headers, &["10.0.0.0/24"]),
            "198.51.100.1"
        );
        let headers: [&[u8]; 2] = [b"198.51.100.1", b"\xff"];
        assert_eq!(
            client_of_octets("10.0.0.5", &headers, &["10.0.0.0/24"]),
            "10.0.0.5"
        );
    }

    #[test]
    fn without_trusted_proxies_the_header_is_never_believed() {
        assert_eq!(client("127.0.0.1", &["198.51.100.1"], &[]), "127.0.0.1");
    }
}
