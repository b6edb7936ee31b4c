//! Every key, right and wrong.

use super::*;

fn load(toml: &str) -> Result<Config, Wrong> {
    let figment = Figment::from(Serialized::defaults(Config::default())).merge(Toml::string(toml));
    let config = Config::read(&figment)?;
    config.check()?;
    Ok(config)
}

#[test]
fn nothing_needs_to_be_set() {
    let config = load("").unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.location(), store::Location::Sqlite("data/guildhall.db".into()));
}

#[test]
fn what_is_printed_can_be_read() {
    let config = Config {
        database_url: Some("postgres://u:secret@db/guildhall".into()),
        origin: Some("https://sofia.example".into()),
        ..Config::default()
    };
    let printed = config.print();
    assert!(!printed.contains("secret"), "{printed}");
    assert_eq!(load(&printed).unwrap().origin, config.origin);
}

#[test]
fn a_machine_that_translates_has_an_address() {
    let config = load("[translation]\nurl = 'http://127.0.0.1:5000'\nkey = 'hush'").unwrap();
    assert!(config.translation.translator().unwrap().is_ok());
    assert!(!config.translation.members && !config.print().contains("hush"));
    assert!(Config::default().translation.translator().is_none());
    for bad in ["url = 'translate.example'", "url = 'ftp://translate.example'", "url = ''"] {
        assert_eq!(
            load(&format!("[translation]\n{bad}")).unwrap_err().key,
            "translation.url",
            "{bad}"
        );
    }
    assert_eq!(load("[translation]\nmembers = 'some'").unwrap_err().key, "translation.members");
}

#[cfg(feature = "s3")]
#[test]
fn a_bucket_is_complete_or_refused() {
    let full = "[files.s3]\nendpoint = 'https://s3.example'\nbucket = 'b'\naccess_key = 'a'\nsecret_key = 'hush'";
    let config = load(full).unwrap();
    assert_eq!(config.store().bucket.unwrap().region, "us-east-1");
    assert!(!load(full).unwrap().print().contains("hush"));
    for (line, key) in [
        ("endpoint = 'https://s3.example'", "files"),
        ("bucket = 'b'", "files"),
        ("secret_key = 'hush'", "files.s3.secret_key"),
    ] {
        let wrong = load(&full.replace(line, "")).unwrap_err();
        assert!(wrong.key.starts_with(key), "{line}: {wrong}");
    }
    let wrong = load(&full.replace("https://", "")).unwrap_err();
    assert!(wrong.remedy.contains("https://"), "{wrong}");
}

#[cfg(not(feature = "s3"))]
#[test]
fn a_bucket_needs_a_program_that_knows_it() {
    let full = "[files.s3]\nendpoint = 'https://s3.example'\nbucket = 'b'\naccess_key = 'a'\nsecret_key = 'hush'";
    assert!(load(full).unwrap_err().remedy.contains("full"));
}

#[test]
fn each_wrong_value_is_named_with_its_remedy() {
    for (toml, key, value, remedy) in [
        ("listen = 'localhost'", "listen", "localhost", "127.0.0.1:8080"),
        ("listen = 8080", "listen", "8080", "127.0.0.1:8080"),
        ("listne = 'x'", "listne", "no such key", "data_dir"),
        ("database_url = 'mysql://x'", "database_url", "mysql://x", "postgres://"),
        ("origin = 'sofia'", "origin", "sofia", "https://"),
        ("source_url = 'code'", "source_url", "code", "https://"),
        (
            "federation = { allow_private = ['forum'] }",
            "federation.allow_private",
            "forum",
            "10.1.0.0/16",
        ),
        ("federation = { extra_roots = '/none' }", "federation.extra_roots", "/none", "PEM"),
        ("federation = { enabled = 'perhaps' }", "federation", "perhaps", "true"),
        ("log_level = 'info,=='", "log_level", "info,==", "debug"),
        ("log_format = 'xml'", "log_format", "xml", "json"),
        ("files = { clamav = 'clamd' }", "files.clamav", "clamd", "host:port"),
        ("files = { clamav_away = 'wait' }", "files.clamav_away", "", "hold"),
        ("files = { cached_file = 65 }", "files.cached_file", "65", "1 to 64"),
        ("trusted_proxies = ['proxy']", "trusted_proxies", "", "127.0.0.1"),
    ] {
        let wrong = load(toml).unwrap_err();
        assert!(wrong.key.starts_with(key), "{toml}: {wrong}");
        assert!(wrong.value.contains(value), "{toml}: {wrong}");
        assert!(wrong.remedy.contains(remedy), "{toml}: {wrong}");
    }
}

#[test]
fn passwords_are_not_printed() {
    assert_eq!(hide_password("postgres://u:p@h/d"), "postgres://u:…@h/d");
    assert_eq!(hide_password("postgres://u@h/d"), "postgres://u@h/d");
}
