//! Configuration: defaults, then a TOML file, then `GUILDHALL_*`. What is wrong stops the start
//! with the key, the value and the remedy.

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

/// The file that is read when none is named.
pub const FILE: &str = "guildhall.toml";
/// What environment variables begin with.
const PREFIX: &str = "GUILDHALL_";
/// Variables with the prefix that are not configuration.
const NOT_CONFIG: &[&str] = &["test_", "bless", "config", "bin", "peer_fixtures"];

/// Everything an operator can set. Every key has a default; `guildhall config print` shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the database, files and keys are kept.
    pub data_dir: PathBuf,
    /// The address and port to listen on. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// A `postgres://` address; without one the data is in SQLite in `data_dir`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// The public address, `https://NAME`. It is fixed at set-up and must not change afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Addresses of proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Where the source code of exactly this program is published (GNU AGPL, section 13). Without
    /// it, the page about the software says that whoever runs this instance gives it on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// The file that private keys are sealed with; `secret.key` in `data_dir` unless it is named. It
    /// belongs into every backup, and nowhere else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<PathBuf>,
    /// How this city speaks with others.
    pub federation: FederationConfig,
    /// Where files are kept, and how much.
    pub files: FilesConfig,
    /// What translates texts that nobody has translated.
    pub translation: TranslationConfig,
    /// What is logged: `error`, `warn`, `info`, `debug`, or a tracing filter.
    pub log_level: String,
    /// `text` for people, `json` for machines.
    pub log_format: LogFormat,
}

/// How this city speaks with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FederationConfig {
    /// Whether it does at all.
    pub enabled: bool,
    /// Hosts on private addresses that may be spoken to: `host[:port] = address range`.
    pub allow_private: Vec<String>,
    /// A file of certificates in PEM that are trusted beside those of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_roots: Option<PathBuf>,
    /// Whether documents are given only to servers that sign their requests. It hides nothing that is
    /// public, and breaks previews of links; what is not public is never given to anybody else.
    pub authorized_fetch: bool,
}

impl Default for FederationConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            allow_private: Vec::new(),
            extra_roots: None,
            authorized_fetch: false,
        }
    }
}

/// What translates texts that nobody has translated, when a reader asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TranslationConfig {
    /// The address of a server that speaks the protocol of LibreTranslate; nothing is translated without one.
    /// Several cities can share one: all languages together need about 4 GB of memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The key that it asks for, if it does; best given by the environment (`GUILDHALL_TRANSLATION__KEY`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Whether texts that are for members, or for this instance alone, may be given to it too.
    pub members: bool,
}

impl TranslationConfig {
    /// The server; `None` without one.
    pub fn translator(
        &self,
    ) -> Option<Result<content::machine::Translator, federation::named::NamedError>> {
        let url = self.url.as_deref()?;
        Some(content::machine::Translator::new(url, &self.key, self.members))
    }
}

/// Where files are kept, and how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesConfig {
    /// The folder; `files` in `data_dir` unless it is named. It belongs into every backup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// The most MiB of one file.
    pub largest: u64,
    /// The most MiB of all files of one organisation, and of each person without one.
    pub per_organisation: u64,
    /// The most MiB of files of other cities that are kept for a while; 0 keeps none.
    pub cache: u64,
    /// The most MiB of one of them: a picture or a PDF. What is larger is passed on as it comes.
    pub cached_file: u64,
    /// Where ClamAV's `clamd` is asked about every file before it is kept: `host:port`, or the path of its socket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clamav: Option<String>,
    /// What becomes of files while it does not answer.
    pub clamav_away: Away,
    /// Storage that speaks the protocol of Amazon S3, for houses of several machines. What arrives still stands
    /// in the folder first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3: Option<S3Config>,
}

/// What becomes of files while the virus scanner does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Away {
    /// They are refused, and can be sent again later.
    Refuse,
    /// They are kept, and given to nobody until they were looked at.
    Hold,
}

/// A bucket for files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// Its address, `https://…`.
    pub endpoint: String,
    /// Its region.
    #[serde(default = "S3Config::region")]
    pub region: String,
    /// The name of the bucket.
    pub bucket: String,
    /// What the keys of all files begin with.
    #[serde(default)]
    pub prefix: String,
    /// The name of the key that may read, write and delete there.
    pub access_key: String,
    /// The secret of that key; best given by the environment (`GUILDHALL_FILES__S3__SECRET_KEY`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub secret_key: String,
}

impl S3Config {
    fn region() -> String {
        "us-east-1".into()
    }

    fn settings(&self) -> store::files::BucketSettings {
        store::files::BucketSettings {
            endpoint: self.endpoint.trim_end_matches('/').to_owned(),
            region: self.region.clone(),
            bucket: self.bucket.clone(),
            prefix: self.prefix.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.clone(),
        }
    }
}

impl Default for FilesConfig {
    fn default() -> Self {
        Self {
            folder: None,
            largest: 1024,
            per_organisation: 20 * 1024,
            cache: 1024,
            cached_file: 8,
            clamav: None,
            clamav_away: Away::Refuse,
            s3: None,
        }
    }
}

impl FilesConfig {
    /// The same in bytes, with what reads documents.
    pub fn settings(
        &self,
        reader: Option<content::files::Reader>,
        tables: Option<content::files::Reader>,
    ) -> content::files::Settings {
        const MIB: u64 = 1 << 20;
        let limits = content::files::Limits {
            largest: self.largest.saturating_mul(MIB),
            per_organisation: self.per_organisation.saturating_mul(MIB),
        };
        content::files::Settings {
            limits,
            reader,
            tables,
            scanner: self.scanner(),
            cache: self.cache.saturating_mul(MIB),
            cached: self.cached_file.saturating_mul(MIB),
        }
    }
}

impl FilesConfig {
    /// The virus scanner; `None` without one, and for an address that [`Config::load`] refuses.
    pub fn scanner(&self) -> Option<content::files::Scanner> {
        let scanner: content::files::Scanner = self.clamav.as_deref()?.parse().ok()?;
        Some(scanner.when_away(match self.clamav_away {
            Away::Refuse => content::files::WhenAway::Refuse,
            Away::Hold => content::files::WhenAway::Hold,
        }))
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line for each event.
    Text,
    /// One JSON object for each event.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: "data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database_url: None,
            origin: None,
            trusted_proxies: Vec::new(),
            source_url: None,
            secret_file: None,
            federation: FederationConfig::default(),
            files: FilesConfig::default(),
            translation: TranslationConfig::default(),
            log_level: "info".into(),
            log_format: LogFormat::Text,
        }
    }
}

/// A configuration that cannot be used: which key, what it says, what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The key.
    pub key: String,
    /// What it is set to.
    pub value: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the configuration cannot be used")?;
        writeln!(f, "  key:    {}", self.key)?;
        writeln!(f, "  value:  {}", self.value)?;
        write!(f, "  remedy: {}", self.remedy)
    }
}

impl std::error::Error for Wrong {}

fn wrong(key: &str, value: impl fmt::Display, remedy: &str) -> Wrong {
    Wrong { key: key.into(), value: value.to_string(), remedy: remedy.into() }
}

impl Config {
    /// Reads the file named on the command line, or `guildhall.toml` where there is one, and the
    /// environment, and checks the result.
    pub fn load(file: Option<&Path>) -> Result<Self, Wrong> {
        if let Some(file) = file
            && !file.is_file()
        {
            return Err(wrong("--config", file.display(), "name a file that exists"));
        }
        let env = Env::prefixed(PREFIX)
            .split("__")
            .filter(|key| !NOT_CONFIG.iter().any(|no| key.as_str().to_lowercase().starts_with(no)));
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        let file = file.unwrap_or(Path::new(FILE));
        if file.is_file() {
            figment = figment.merge(Toml::file_exact(file));
        }
        let figment = figment.merge(env);
        let config = Self::read(&figment)?;
        config.check()?;
        Ok(config)
    }

    fn read(figment: &Figment) -> Result<Self, Wrong> {
        figment.extract().map_err(|e| {
            let path = e.path.join(".");
            match e.kind {
                figment::error::Kind::UnknownField(name, known) => wrong(
                    &name,
                    "(no such key)",
                    &format!("use one of these keys: {}", known.join(", ")),
                ),
                figment::error::Kind::InvalidType(found, expected)
                | figment::error::Kind::InvalidValue(found, expected) => {
                    wrong(&path, found, &remedy(&path, &format!("give {expected}")))
                }
                kind => {
                    let value = figment
                        .find_value(&path)
                        .ok()
                        .and_then(figment::value::Value::into_string)
                        .unwrap_or_default();
                    wrong(&path, value, &remedy(&path, &kind.to_string()))
                }
            }
        })
    }

    fn check(&self) -> Result<(), Wrong> {
        if let Some(url) = &self.database_url {
            let known = ["postgres://", "postgresql://"].iter().any(|s| url.starts_with(s));
            if !known {
                return Err(wrong(
                    "database_url",
                    url,
                    "give an address such as postgres://user@localhost/guildhall, or leave it out for SQLite",
                ));
            }
        }
        if let Some(origin) = &self.origin
            && let Err(remedy) =
                domain::Origin::parse(origin).map_err(domain::origin::BadOrigin::remedy)
        {
            return Err(wrong("origin", origin, remedy));
        }
        if let Some(url) = &self.source_url
            && !["https://", "http://"].iter().any(|s| url.starts_with(s))
        {
            return Err(wrong(
                "source_url",
                url,
                "give the whole address of the source code, for instance https://code.example.org/guildhall, or leave it out",
            ));
        }
        for exception in &self.federation.allow_private {
            if exception.parse::<federation::network::Exception>().is_err() {
                return Err(wrong(
                    "federation.allow_private",
                    exception,
                    "give a host and its addresses, for instance \"forum.city.example = 10.1.0.0/16\"",
                ));
            }
        }
        if let Some(file) = &self.federation.extra_roots
            && !file.is_file()
        {
            return Err(wrong(
                "federation.extra_roots",
                file.display(),
                "name a file of certificates in PEM, or leave it out",
            ));
        }
        if self.files.largest == 0 || self.files.per_organisation < self.files.largest {
            return Err(wrong(
                "files.per_organisation",
                self.files.per_organisation,
                "give at least as many MiB as files.largest, which must not be 0",
            ));
        }
        if let Some(at) = &self.files.clamav
            && self.files.scanner().is_none()
        {
            return Err(wrong(
                "files.clamav",
                at,
                "give host:port of clamd, or the path of its socket, for instance /run/clamav/clamd.ctl",
            ));
        }
        if let Some(Err(_)) = self.translation.translator() {
            return Err(wrong(
                "translation.url",
                self.translation.url.as_deref().unwrap_or_default(),
                "give the address of a LibreTranslate server, for instance https://translate.example.org, or leave it out",
            ));
        }
        if let Some(s3) = &self.files.s3 {
            self.check_s3(s3)?;
        }
        if self.files.cached_file == 0 || self.files.cached_file > 64 {
            return Err(wrong(
                "files.cached_file",
                self.files.cached_file,
                "give a number of MiB from 1 to 64; cache = 0 keeps nothing",
            ));
        }
        if tracing_subscriber::EnvFilter::try_new(&self.log_level).is_err() {
            return Err(wrong(
                "log_level",
                &self.log_level,
                "give error, warn, info, debug or trace, or a list such as info,store=debug",
            ));
        }
        Ok(())
    }

    fn check_s3(&self, s3: &S3Config) -> Result<(), Wrong> {
        if !cfg!(feature = "s3") {
            return Err(wrong(
                "files.s3",
                &s3.endpoint,
                "this program was built without it: take one that was built with --features full",
            ));
        }
        if !["https://", "http://"].iter().any(|s| s3.endpoint.starts_with(s)) {
            return Err(wrong(
                "files.s3.endpoint",
                &s3.endpoint,
                "give the address of the storage, for instance https://s3.example.org",
            ));
        }
        for (key, value) in [
            ("files.s3.bucket", &s3.bucket),
            ("files.s3.access_key", &s3.access_key),
            ("files.s3.secret_key", &s3.secret_key),
        ] {
            if value.is_empty() {
                return Err(wrong(key, "", "give it, or leave files.s3 out"));
            }
        }
        Ok(())
    }

    /// Where the store is.
    pub fn location(&self) -> store::Location {
        match &self.database_url {
            Some(url) => store::Location::Postgres(url.clone()),
            None => store::Location::Sqlite(self.data_dir.join("guildhall.db")),
        }
    }

    /// How the store is opened.
    pub fn store(&self) -> store::Options {
        let folder = self.files.folder.clone();
        store::Options {
            files: folder.unwrap_or_else(|| self.data_dir.join("files")),
            bucket: self.files.s3.as_ref().map(S3Config::settings),
            ..store::Options::new(self.location())
        }
    }

    /// The file of the secret that private keys are sealed with.
    pub fn secret_file(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data_dir.join("secret.key"))
    }

    /// The configuration as a TOML file would say it, passwords left out.
    pub fn print(&self) -> String {
        let mut shown = self.clone();
        shown.database_url = shown.database_url.map(|url| hide_password(&url));
        if let Some(s3) = &mut shown.files.s3 {
            s3.secret_key.clear();
        }
        shown.translation.key.clear();
        toml::to_string(&shown).unwrap_or_default()
    }
}

fn remedy(path: &str, said: &str) -> String {
    match path.split('.').next().unwrap_or(path) {
        "listen" => "give an address and a port, for instance 127.0.0.1:8080".into(),
        "log_format" => "give text or json".into(),
        "federation" => "give enabled = true or false, allow_private = [\"host = range\"], extra_roots = \"file\", authorized_fetch = true or false".into(),
        "files" => "give folder = \"a folder\", largest, per_organisation, cache and cached_file as numbers of MiB, clamav = \"host:port or socket\", clamav_away = \"refuse\" or \"hold\", and in [files.s3] endpoint, region, bucket, prefix, access_key and secret_key".into(),
        "translation" => "give url = \"https://…\", key = \"…\" and members = true or false".into(),
        "trusted_proxies" => "give a list of addresses, for instance [\"127.0.0.1\"]".into(),
        _ => said.to_owned(),
    }
}

/// The address without its password.
pub fn hide_password(url: &str) -> String {
    let Some(start) = url.find("://").map(|i| i + 3) else { return url.to_owned() };
    let Some(at) = url[start..].find('@').map(|i| start + i) else { return url.to_owned() };
    match url[start..at].find(':') {
        Some(colon) => format!("{}:…{}", &url[..start + colon], &url[at..]),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests;
