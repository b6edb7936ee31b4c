//! Files of others, passed on as they come: never whole in memory, and in parts where a player asks so.

use std::{collections::HashSet, time::Duration};

use bytes::Bytes;
use futures::{Stream, stream};
use http::{HeaderMap, HeaderValue, Method, header};
use tokio::time::timeout;
use url::Url;

use super::{Client, Error, body, host_of, schemes, within};
use crate::signature::{Signer, ToSign};

/// The longest that a piece may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file that has begun to come.
#[derive(Debug)]
pub struct File {
    /// 200 for all of it, 206 for a part, 416 for a part that it does not have; never another.
    pub status: u16,
    /// How many bytes will come, where its host says so.
    pub length: Option<u64>,
    /// Which part of how much (`Content-Range`), with 206 and 416.
    pub range: Option<String>,
    response: reqwest::Response,
    turn: super::gate::Turn,
}

impl File {
    /// Its bytes. Ends with an error when the host stops for half a minute.
    pub fn pieces(self) -> impl Stream<Item = Result<Bytes, Error>> + Send {
        let Self { response, turn, .. } = self;
        stream::unfold(Some((response, turn)), |state| async {
            let (mut response, turn) = state?;
            match timeout(PATIENCE, response.chunk()).await {
                Ok(Ok(Some(piece))) => Some((Ok(piece), Some((response, turn)))),
                Ok(Ok(None)) => None,
                Ok(Err(e)) => Some((Err(Error::from_http(e)), None)),
                Err(_) => Some((Err(Error::Timeout), None)),
            }
        })
    }
}

impl Client {
    /// Begins to fetch a file, or the part of it that `range` names. Follows at most three redirects, and
    /// signs at the origin of `url` only. [`Error::Status`] for every answer that brings no file.
    pub async fn get_file(
        &self,
        url: &Url,
        range: Option<&HeaderValue>,
        signer: Option<&Signer>,
    ) -> Result<File, Error> {
        let (start, mut url) = (url.origin(), url.clone());
        url.set_fragment(None);
        let mut seen = HashSet::new();
        loop {
            self.may_speak_to(&url).await?;
            if !seen.insert(url.clone()) {
                return Err(Error::RedirectLoop);
            }
            if seen.len() > self.0.limits.redirects + 1 {
                return Err(Error::TooManyRedirects);
            }
            let turn = self.turn(&self.0.files, &url).await?;
            let signer = signer.filter(|_| url.origin() == start);
            let mut response =
                within(self.0.limits.total, self.ask_for_file(&url, range, signer)).await?;
            if signer.is_some() && schemes::may_mean_scheme(response.status().as_u16()) {
                self.0.schemes.prefer(&host_of(&url), self.0.schemes.of(&host_of(&url)).other());
                response =
                    within(self.0.limits.total, self.ask_for_file(&url, range, signer)).await?;
            }
            let status = response.status().as_u16();
            match status {
                200 | 206 | 416 => {
                    let range = response.headers().get(header::CONTENT_RANGE);
                    let range = range.and_then(|r| r.to_str().ok()).map(str::to_owned);
                    let length = response.content_length();
                    return Ok(File { status, length, range, response, turn });
                }
                301 | 302 | 303 | 307 | 308 => url = body::redirect(&url, response.headers())?,
                status => return Err(Error::Status(status)),
            }
        }
    }

    async fn ask_for_file(
        &self,
        url: &Url,
        range: Option<&HeaderValue>,
        signer: Option<&Signer>,
    ) -> Result<reqwest::Response, Error> {
        let mut headers = match signer {
            None => HeaderMap::new(),
            Some(signer) => {
                let (at, method) = (self.0.world.now(), &Method::GET);
                let scheme = self.0.schemes.of(&host_of(url));
                let to_sign = ToSign { method, url, payload: None, at, scheme };
                signer.sign(&self.0.pool, to_sign).await?.0
            }
        };
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        if let Some(range) = range {
            headers.insert(header::RANGE, range.clone());
        }
        self.send(Method::GET, url, headers, None).await
    }
}
