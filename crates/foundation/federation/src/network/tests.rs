use super::*;

fn internet(exceptions: &[&str]) -> Network {
    let allow_private = exceptions.iter().map(|e| e.parse().unwrap()).collect();
    Network::Internet { allow_private }
}

#[test]
fn special_addresses_are_not_public() {
    for special in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::10.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "4000::1",
    ] {
        assert!(!is_public(special.parse().unwrap()), "{special}");
    }
    for public in [
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2003::1",
    ] {
        assert!(is_public(public.parse().unwrap()), "{public}");
    }
}

#[test]
fn ranges_hold_what_they_say() {
    let everything: Range = "0.0.0.0/0".parse().unwrap();
    assert!(everything.contains("8.8.8.8".parse().unwrap()));
    assert!(!everything.contains("::8.8.8.8".parse().unwrap()));
    let one: Range = "10.1.2.3".parse().unwrap();
    assert!(one.contains("10.1.2.3".parse().unwrap()));
    assert!(!one.contains("10.1.2.4".parse().unwrap()));
    for bad in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "x", "10.0.0.0/", "10.0.0.0/-1"] {
        assert!(bad.parse::<Range>().is_err(), "{bad}");
    }
}

#[test]
fn the_internet_is_https_on_443_by_name() {
    let net = internet(&[]);
    for good in [
        "https://city.example/ap/actor/1",
        "https://city.example:443/",
        "https://БЪЛГАРИЯ.example/",
        "https://under_score.example/",
    ] {
        assert!(net.url(good).is_ok(), "{good}");
    }
    for (bad, why) in [
        ("http://city.example/", Refused::Scheme),
        ("ftp://city.example/", Refused::Scheme),
        ("file:///etc/passwd", Refused::Scheme),
        ("data:text/plain,x", Refused::Scheme),
        ("gopher://city.example/", Refused::Scheme),
        ("city.example", Refused::Shape),
        ("/ap/actor/1", Refused::Shape),
        ("", Refused::Shape),
        ("https://user@city.example/", Refused::UserInfo),
        ("https://user:secret@city.example/", Refused::UserInfo),
        ("https://:secret@city.example/", Refused::UserInfo),
        ("https://city.example:8443/", Refused::Port),
        ("https://city.example:80/", Refused::Port),
        ("https://8.8.8.8/", Refused::Host),
        ("https://127.0.0.1/", Refused::Host),
        ("https://127.1/", Refused::Host),
        ("https://0x7f000001/", Refused::Host),
        ("https://2130706433/", Refused::Host),
        ("https://0177.0.0.1/", Refused::Host),
        ("https://[::1]/", Refused::Host),
        ("https://[::ffff:127.0.0.1]/", Refused::Host),
        ("https://city.example./", Refused::Host),
        ("https://localhost/", Refused::Host),
        ("https://intranet/", Refused::Host),
        ("https://sofia.localhost/", Refused::Host),
        ("https://city..example/", Refused::Host),
    ] {
        assert_eq!(net.url(bad), Err(why), "{bad}");
    }
    // Every spelling of a dot and of letters ends as the same name.
    for dressed in ["https://CITY.Example/", "https://city。example/", "https://ｃity.example/"] {
        assert_eq!(net.url(dressed).unwrap().host_str(), Some("city.example"), "{dressed}");
    }
    assert_eq!(net.url("https://①②⑦.0.0.1/"), Err(Refused::Host));
    let long = format!("https://city.example/{}", "x".repeat(MAX_URL));
    assert_eq!(net.url(&long), Err(Refused::Shape));
}

#[test]
fn the_loopback_is_http_by_local_names() {
    let net = Network::Loopback;
    assert!(net.url("http://sofia.localhost:8101/actor").is_ok());
    assert!(net.url("http://sofia.localhost/actor").is_ok());
    for bad in [
        "https://sofia.localhost/",
        "http://localhost:8101/",
        "http://127.0.0.1:8101/",
        "http://[::1]:8101/",
        "http://city.example/",
        "http://evil-localhost/",
        "http://sofia.localhost.:8101/",
        "http://u@sofia.localhost:8101/",
    ] {
        assert!(net.url(bad).is_err(), "{bad}");
    }
    assert_eq!(Network::of(&Origin::parse("http://a.localhost:1").unwrap(), vec![]), net);
    assert_eq!(Network::of(&Origin::parse("https://a.example").unwrap(), vec![]), internet(&[]));
}

#[test]
fn exceptions_are_narrow() {
    let net = internet(&["forum.city.example = 10.1.0.0/16", "Wiki:8443 = fd00::/8"]);
    let allows = |host: &str, a: &str| net.allows(host, a.parse().unwrap());
    assert!(net.url("https://forum.city.example/").is_ok());
    assert_eq!(net.url("https://forum.city.example:8443/"), Err(Refused::Port));
    assert!(net.url("https://wiki:8443/").is_ok());
    assert_eq!(net.url("https://wiki/"), Err(Refused::Port));
    assert_eq!(net.url("http://forum.city.example/"), Err(Refused::Scheme));
    assert!(allows("forum.city.example", "10.1.2.3"));
    assert!(!allows("forum.city.example", "10.2.0.1"));
    assert!(!allows("forum.city.example", "8.8.8.8"));
    assert!(!allows("other.city.example", "10.1.2.3"));
    assert!(allows("other.city.example", "8.8.8.8"));
    for bad in [
        "x.example",
        "x.example = ",
        "= 10.0.0.0/8",
        "x.example:y = 10.0.0.0/8",
        "10.0.0.1 = 10.0.0.0/8",
        "x.localhost = 127.0.0.1",
        "x.example/ = 10.0.0.0/8",
    ] {
        assert!(bad.parse::<Exception>().is_err(), "{bad}");
    }
    let e: Exception = "forum.city.example = 10.1.0.0/16".parse().unwrap();
    assert_eq!(e.to_string(), "forum.city.example:443 = 10.1.0.0/16");
}

#[tokio::test]
async fn names_resolve_to_allowed_addresses_only() {
    let names: &[(&str, &[&str])] = &[
        ("good.example", &["8.8.8.8", "2606:4700::1111"]),
        ("rebind.example", &["127.0.0.1"]),
        ("mixed.example", &["169.254.169.254", "8.8.4.4"]),
        ("inside.example", &["10.1.0.9"]),
    ];
    let resolver = Resolver::fixed(internet(&["inside.example = 10.1.0.0/24"]), names);
    let ips = async |host: &str| -> Option<Vec<String>> {
        let found = resolver.addresses(host).await.ok()?;
        Some(found.iter().map(|a| a.ip().to_string()).collect())
    };
    assert_eq!(ips("good.example").await.unwrap(), ["8.8.8.8", "2606:4700::1111"]);
    assert_eq!(ips("rebind.example").await, None);
    assert_eq!(ips("mixed.example").await.unwrap(), ["8.8.4.4"]);
    assert_eq!(ips("inside.example").await.unwrap(), ["10.1.0.9"]);
    assert_eq!(ips("unknown.example").await, None);
    let refused = resolver.addresses("rebind.example").await.unwrap_err();
    assert_eq!(refused.downcast_ref(), Some(&Refused::Address));

    let resolver = Resolver::new(Network::Loopback);
    let found = resolver.addresses("sofia.localhost").await.unwrap();
    assert_eq!(found, ["127.0.0.1:0".parse().unwrap()]);
    assert!(resolver.addresses("city.example").await.is_err());
    assert!(resolver.addresses("localhost").await.is_err());
}

proptest::proptest! {
    #[test]
    fn no_address_panics_and_what_passes_has_a_name(s in "\\PC{0,60}") {
        for net in [internet(&[]), Network::Loopback] {
            for text in [s.clone(), format!("https://{s}"), format!("http://{s}.localhost")] {
                if let Ok(url) = net.url(&text) {
                    proptest::prop_assert!(matches!(url.host(), Some(Host::Domain(_))));
                }
            }
        }
    }
}

#[test]
fn names_are_of_a_domain() {
    for (host, domain) in [
        ("a.b.example.org:8443", "example.org"),
        ("example.org", "example.org"),
        ("n1.mallory.localhost:81", "mallory.localhost"),
        ("localhost", "localhost"),
        ("", ""),
    ] {
        assert_eq!(domain_of(host), domain, "{host}");
    }
}
