//! A server that the operator has named in the configuration, such as one that translates. It is spoken to
//! wherever it is, also on a private address; nobody else's words decide where a request goes.

use std::time::Duration;

use serde_json::Value;

/// The most bytes of an answer.
const ANSWER_MAX: usize = 4 * 1024 * 1024;

/// Such a server.
#[derive(Debug, Clone)]
pub struct Named {
    http: reqwest::Client,
    base: url::Url,
}

/// How asking it went wrong.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    /// No address, or no certificates to check it by.
    #[error("it cannot be asked: {0}")]
    Unusable(String),
    /// It did not answer, or not in time.
    #[error("it does not answer: {0}")]
    Away(String),
    /// It answered with this status and these words.
    #[error("it answers {0}: {1}")]
    Status(u16, String),
    /// What it answered is no JSON, or too much.
    #[error("its answer cannot be read")]
    Unreadable,
}

impl NamedError {
    /// Whether asking again later may help.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Away(_) => true,
            Self::Status(status, _) => *status >= 500 || matches!(status, 408 | 429),
            Self::Unusable(_) | Self::Unreadable => false,
        }
    }
}

impl Named {
    /// The server at `base` (`https://…` or `http://…`), which has `patience` for an answer.
    pub fn new(base: &str, patience: Duration) -> Result<Self, NamedError> {
        let unusable = |e: String| NamedError::Unusable(e);
        let mut base = base.trim_end_matches('/').to_owned();
        base.push('/');
        let base = url::Url::parse(&base).map_err(|e| unusable(e.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            return Err(unusable("give https://… or http://…".into()));
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("Guildhall/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(Duration::from_secs(5))
            .timeout(patience);
        if base.scheme() == "http" {
            // A machine without certificates shall do.
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(|e| unusable(e.to_string()))?;
        Ok(Self { http, base })
    }

    /// Sends JSON to a path below its address and gives the JSON it answers.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, NamedError> {
        let url = self.base.join(path).map_err(|e| NamedError::Unusable(e.to_string()))?;
        let away = |e: reqwest::Error| NamedError::Away(e.without_url().to_string());
        let mut response = self.http.post(url).json(body).send().await.map_err(away)?;
        let status = response.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(away)? {
            if bytes.len() + chunk.len() > ANSWER_MAX {
                return Err(NamedError::Unreadable);
            }
            bytes.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            let said = String::from_utf8_lossy(&bytes);
            return Err(NamedError::Status(status.as_u16(), domain::text::excerpt(&said, 200)));
        }
        serde_json::from_slice(&bytes).map_err(|_| NamedError::Unreadable)
    }
}
