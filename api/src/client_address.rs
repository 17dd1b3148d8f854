//! Where a request comes from.
//!
//! The whole address serves the counters of the moment and is written nowhere. What is kept, in
//! audit events and sessions, is a [`TruncatedAddress`] (SEC-09, `source`).

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use ipnet::IpNet;

/// The header that proxies append the address of their client to.
pub const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of a request's client, as the service found it: among the request's extensions. For
/// the counters of the moment only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The client's address: the peer's, unless the peer is a trusted proxy; then the nearest address
/// in `X-Forwarded-For` that is not a trusted proxy's.
///
/// `forwarded_for` are the values of every such header, in the order of the request. The walk goes
/// from the end, where our own proxies wrote, and stops at the first entry that is no address: what
/// stands before it was written by somebody we do not know.
pub fn of_request<'a>(
    peer: IpAddr,
    forwarded_for: impl DoubleEndedIterator<Item = &'a str>,
    trusted: &[IpNet],
) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    let mut hops = forwarded_for.rev().flat_map(|value| value.rsplit(','));
    while is_trusted(&client) {
        match hops.next().and_then(address) {
            Some(hop) => client = hop,
            None => break,
        }
    }
    client
}

/// An address as proxies write it: plain, with a port, or IPv6 in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
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

/// An address without the part that tells one household or device from another: /24 of IPv4, /48
/// of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TruncatedAddress(IpAddr);

impl From<IpAddr> for TruncatedAddress {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                IpAddr::V4(Ipv4Addr::new(a, b, c, 0))
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        })
    }
}

impl fmt::Display for TruncatedAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => write!(f, "{address}/24"),
            IpAddr::V6(address) => write!(f, "{address}/48"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, headers: &[&str], trusted: &[&str]) -> String {
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
    fn without_trusted_proxies_the_header_is_never_believed() {
        assert_eq!(client("127.0.0.1", &["198.51.100.1"], &[]), "127.0.0.1");
    }

    #[test]
    fn a_kept_address_does_not_tell_one_device_from_another() {
        let kept = |text: &str| TruncatedAddress::from(text.parse::<IpAddr>().unwrap()).to_string();
        assert_eq!(kept("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("2001:db8:aa:bb:cc:dd:ee:ff"), "2001:db8:aa::/48");
        assert_eq!(kept("203.0.113.1"), kept("203.0.113.254"));
    }
}
