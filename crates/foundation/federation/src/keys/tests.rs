use std::sync::OnceLock;

use domain::{Time, World};
use rand::SeedableRng;
use store::TestClock;
use uuid::Uuid;

use super::*;

/// One key for all tests of the crate, as making one takes long.
pub(crate) fn test_key() -> PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey::generate_blocking().unwrap()).clone()
}

fn world(seed: u64) -> World {
    World::new(Arc::new(TestClock::new(Time(0))), rand::rngs::StdRng::seed_from_u64(seed))
}

fn actor(n: u128) -> domain::ActorId {
    Uuid::from_u128(n).into()
}

#[test]
fn keys_go_through_pem() {
    let key = test_key();
    let pem = key.to_pem().unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\nMII"));
    assert!(pem.lines().all(|l| l.len() <= 64));
    let again = PrivateKey::from_pem(&pem).unwrap();
    assert_eq!(again.public_text().unwrap(), key.public_text().unwrap());

    let public = PublicKey::from_pem(&key.public_text().unwrap()).unwrap();
    assert_eq!(public.to_text().unwrap(), key.public_text().unwrap());
    let signature = again.sign_blocking(b"message").unwrap();
    assert!(public.verifies(b"message", &signature));
    assert!(key.public().unwrap().verifies(b"message", &signature));
    assert!(!public.verifies(b"massage", &signature));
    assert!(!public.verifies(b"message", &signature[1..]));
    assert!(!public.verifies(b"message", &[]));
    assert!(!format!("{key:?}").contains("MII"));
}

#[test]
fn peers_break_their_lines_as_they_like() {
    let pem = test_key().public_text().unwrap();
    for spelt in [
        pem.replace('\n', "\r\n"),
        format!("\n  {pem}\n\n"),
        pem.trim_end().to_owned(),
        pem.replace('\n', ""),
        pem.replace('\n', "\n "),
    ] {
        assert!(PublicKey::from_pem(&spelt).is_ok(), "{spelt:?}");
    }
}

#[test]
fn what_is_no_key_is_refused() {
    let pem = test_key().public_text().unwrap();
    let private = test_key().to_pem().unwrap();
    for bad in [
        "",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        &format!("{pem}{pem}"),
        &format!("x{pem}"),
        &private,
        &" ".repeat(MAX_PEM + 1),
        // The key of the draft's appendix C: 1024 bits.
        crate::signature::DRAFT_KEY,
    ] {
        assert!(PublicKey::from_pem(bad).is_err(), "{bad}");
    }
    assert!(PrivateKey::from_pem(&pem).is_err());
    assert!(PrivateKey::from_pkcs8(b"no key").is_err());
}

#[tokio::test]
async fn the_pool_signs_in_order() {
    let pool = SigningPool::new(2);
    let key = test_key();
    let public = key.public().unwrap();
    let messages: Vec<Vec<u8>> = (0..20u8).map(|n| vec![n]).collect();
    let signatures = pool.sign_all(&key, messages.clone()).await.unwrap();
    assert_eq!(signatures.len(), messages.len());
    for (m, s) in messages.iter().zip(&signatures) {
        assert!(public.verifies(m, s));
    }
    let one = pool.sign(&key, vec![7]).await.unwrap();
    assert_eq!(one, signatures[7]);
    assert!(pool.sign_all(&key, Vec::new()).await.unwrap().is_empty());
    let made = SigningPool::new(0).generate().await.unwrap();
    assert_ne!(made.public_text().unwrap(), key.public_text().unwrap());
}

#[test]
fn the_cache_is_bounded_and_keeps_what_is_used() {
    let cache = KeyCache::new(4);
    let key = |owner: &str| CachedKey {
        key: test_key().public().unwrap(),
        owner: owner.into(),
        fetched_at: Time(1),
    };
    cache.put("used", key("a"));
    for n in 0..50 {
        cache.put(&format!("k{n}"), key("b"));
        assert!(cache.get("used").is_some(), "after {n}");
        assert!(cache.len() <= 4);
    }
    assert!(cache.get("k0").is_none());
    cache.put("used", key("c"));
    assert_eq!(&*cache.get("used").unwrap().owner, "c");
    cache.forget_owner("b");
    assert_eq!(cache.len(), 1);
    cache.forget("used");
    assert!(cache.is_empty());
}

#[test]
fn sealed_keys_open_for_their_actor_only() {
    let secret = Secret::from_bytes(&[7; 32]).unwrap();
    let key = test_key();
    let sealed = secret.seal(actor(1), &key).unwrap();
    let opened = secret.open(actor(1), &sealed).unwrap();
    assert_eq!(opened.public_text().unwrap(), key.public_text().unwrap());
    assert_ne!(secret.seal(actor(1), &key).unwrap(), sealed);

    let refused = |s: &Secret, a, bytes: &[u8]| matches!(s.open(a, bytes), Err(KeyError::Sealed));
    assert!(refused(&secret, actor(2), &sealed));
    assert!(refused(&Secret::from_bytes(&[8; 32]).unwrap(), actor(1), &sealed));
    for cut in [0, 1, 12, 13, sealed.len() - 1] {
        assert!(refused(&secret, actor(1), &sealed[..cut]), "{cut}");
    }
    for i in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[i] ^= 1;
        assert!(refused(&secret, actor(1), &changed), "byte {i}");
    }
}

#[test]
fn the_secret_file_is_made_once_and_private() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.key");
    assert!(matches!(Secret::load(&path), Err(KeyError::File(..))));
    let first = Secret::load_or_create(&path, &world(1)).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), world(1).secret());
    let second = Secret::load_or_create(&path, &world(2)).unwrap();
    let sealed = first.seal(actor(1), &test_key()).unwrap();
    assert!(second.open(actor(1), &sealed).is_ok());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(!second.is_exposed());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Secret::load(&path).unwrap().is_exposed());
    }
    for length in [0, 31, 33] {
        std::fs::write(&path, vec![1; length]).unwrap();
        let loaded = Secret::load_or_create(&path, &world(1));
        assert!(matches!(loaded, Err(KeyError::FileLength(_))), "{length}");
    }
}

#[test]
fn ed25519_keys_go_through_multikeys() {
    let key = PrivateKey::generate_ed25519().unwrap();
    let text = key.public_text().unwrap();
    assert!(text.starts_with("z6Mk"), "{text}");
    let public = PublicKey::from_text(&text).unwrap();
    assert_eq!(public.algorithm(), Algorithm::Ed25519);
    let again = PrivateKey::from_pkcs8(&key.to_pkcs8().unwrap()).unwrap();
    assert!(public.verifies(b"message", &again.sign_blocking(b"message").unwrap()));
    assert!(!public.verifies(b"massage", &again.sign_blocking(b"message").unwrap()));
    // The key of the example in the specification of Multikeys.
    let example = "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu";
    assert_eq!(PublicKey::from_text(example).unwrap().to_text().unwrap(), example);
    for bad in
        ["", "z", "z6Mk", "u7QE", "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "z0OIl"]
    {
        assert!(PublicKey::from_text(bad).is_err(), "{bad}");
    }
}
