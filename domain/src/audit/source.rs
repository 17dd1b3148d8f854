//! Where a request came from, as far as it is kept (SEC-09, `source`).

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use crate::accounts::clients::ClientFamily;

/// Where a request came from: coarse enough to tell no household from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The network of its client.
    pub network: TruncatedAddress,
    /// What the client said it is.
    pub client: ClientFamily,
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

    #[test]
    fn a_kept_address_does_not_tell_one_device_from_another() {
        let kept = |text: &str| TruncatedAddress::from(text.parse::<IpAddr>().unwrap()).to_string();
        assert_eq!(kept("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(kept("2001:db8:aa:bb:cc:dd:ee:ff"), "2001:db8:aa::/48");
        assert_eq!(kept("203.0.113.1"), kept("203.0.113.254"));
    }
}
