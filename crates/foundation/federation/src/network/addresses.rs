//! Which addresses are public (IANA's registries of special-purpose addresses, RFC 6890).

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use super::Refused;

/// A range of addresses, `10.0.0.0/8` or `fd00::/8`; a single address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Any address of the range.
    address: IpAddr,
    /// How many leading bits all its addresses share.
    bits: u8,
}

impl Range {
    const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Self {
        Self { address: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), bits }
    }

    const fn v6(head: [u16; 6], bits: u8) -> Self {
        let [n0, n1, n2, n3, n4, n5] = head;
        Self { address: IpAddr::V6(Ipv6Addr::new(n0, n1, n2, n3, n4, n5, 0, 0)), bits }
    }

    /// Whether an address lies in it. An IPv4 range does not hold the same address in IPv6 dress.
    pub fn contains(&self, address: IpAddr) -> bool {
        let (own, other, width) = match (self.address, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => {
                (u128::from(a.to_bits()), u128::from(b.to_bits()), 32)
            }
            (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
            _ => return false,
        };
        let shift = width - u32::from(self.bits);
        // A shift by the whole width is not defined, and means that everything is inside.
        own.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
    }
}

impl FromStr for Range {
    type Err = Refused;

    fn from_str(s: &str) -> Result<Self, Refused> {
        let (address, bits) = s.split_once('/').map_or((s, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| Refused::Address)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| Refused::Address)?,
            None => width,
        };
        if bits > width { Err(Refused::Address) } else { Ok(Self { address, bits }) }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// IPv4 blocks that no other instance can live in.
const V4: &[Range] = &[
    Range::v4(0, 0, 0, 0, 8),       // this network (CVE-2026-33693)
    Range::v4(10, 0, 0, 0, 8),      // private
    Range::v4(100, 64, 0, 0, 10),   // shared by carriers (RFC 6598)
    Range::v4(127, 0, 0, 0, 8),     // loopback
    Range::v4(169, 254, 0, 0, 16),  // link-local, and the metadata services of clouds
    Range::v4(172, 16, 0, 0, 12),   // private
    Range::v4(192, 0, 0, 0, 24),    // protocol assignments
    Range::v4(192, 0, 2, 0, 24),    // documentation
    Range::v4(192, 31, 196, 0, 24), // AS112
    Range::v4(192, 52, 193, 0, 24), // AMT
    Range::v4(192, 88, 99, 0, 24),  // 6to4 relays
    Range::v4(192, 168, 0, 0, 16),  // private
    Range::v4(192, 175, 48, 0, 24), // AS112
    Range::v4(198, 18, 0, 0, 15),   // benchmarking
    Range::v4(198, 51, 100, 0, 24), // documentation
    Range::v4(203, 0, 113, 0, 24),  // documentation
    Range::v4(224, 0, 0, 0, 4),     // multicast
    Range::v4(240, 0, 0, 0, 4),     // reserved, and broadcast
];

/// The only IPv6 block that is given out to networks (RFC 4291 §2.4). What lies outside is
/// loopback, mapped and compatible IPv4, NAT64, unique local, link-local, multicast or not assigned.
const V6_GLOBAL: Range = Range::v6([0x2000, 0, 0, 0, 0, 0], 3);

/// Blocks inside it that no other instance can live in.
const V6: &[Range] = &[
    Range::v6([0x2001, 0, 0, 0, 0, 0], 23), // protocol assignments, Teredo, benchmarking, ORCHID
    Range::v6([0x2001, 0xdb8, 0, 0, 0, 0], 32), // documentation
    Range::v6([0x2002, 0, 0, 0, 0, 0], 16), // 6to4: holds any IPv4 address
    Range::v6([0x2620, 0x4f, 0x8000, 0, 0, 0], 48), // AS112
    Range::v6([0x3fff, 0, 0, 0, 0, 0], 20), // documentation (RFC 9637)
];

/// Whether an address is one that somebody elsewhere can have. IPv6 addresses that carry an IPv4
/// address inside are all refused, whatever they carry.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => !V4.iter().any(|r| r.contains(address)),
        IpAddr::V6(_) => V6_GLOBAL.contains(address) && !V6.iter().any(|r| r.contains(address)),
    }
}
