//! Style, fonts, icons and script, built into the program, under names that change with their
//! content, so that browsers may keep them for ever.

use std::{collections::HashMap, sync::OnceLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// One embedded file.
pub struct Asset {
    /// Its name in `assets/`, without folders.
    pub name: &'static str,
    /// Its name in addresses: `guildhall.3f1c….css`.
    pub public: &'static str,
    /// Its media type.
    pub mime: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

mod embedded {
    use super::Asset;
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// All embedded files.
pub fn all() -> &'static [Asset] {
    embedded::ASSETS
}

/// The address of a file of `assets/`, by its name there. An unknown name gives an address that
/// answers 404; a test looks for these.
pub fn path(name: &str) -> &'static str {
    static PATHS: OnceLock<HashMap<&str, String>> = OnceLock::new();
    let paths = PATHS.get_or_init(|| {
        embedded::ASSETS.iter().map(|a| (a.name, format!("/assets/{}", a.public))).collect()
    });
    paths.get(name).map_or("/assets/missing", String::as_str)
}

impl Asset {
    /// The size in bytes as it travels to a browser that knows brotli.
    pub fn packed_len(&self) -> usize {
        self.brotli.unwrap_or(self.plain).len()
    }

    /// The size in bytes as it travels to a browser that knows only gzip.
    pub fn gzip_len(&self) -> usize {
        self.gzip.unwrap_or(self.plain).len()
    }
}

/// Whether the header accepts the coding (RFC 9110 §12.5.3), at all.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next() == Some(coding) && !matches!(parts.next(), Some("q=0" | "q=0.0" | "q=0.00"))
    })
}

/// `GET /assets/{name}`
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = embedded::ASSETS.iter().find(|a| a.public == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (bytes, coding) = match asset {
        Asset { brotli: Some(bytes), .. } if accepts(&headers, "br") => (*bytes, Some("br")),
        Asset { gzip: Some(bytes), .. } if accepts(&headers, "gzip") => (*bytes, Some("gzip")),
        _ => (asset.plain, None),
    };
    // The name holds the hash; each coding is a representation of its own.
    let tag = format!(
        "\"{}{}\"",
        asset.public,
        coding.map_or("", |c| if c == "br" { "-br" } else { "-gz" })
    );
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let unchanged = known.is_some_and(|k| {
        k == "*" || k.split(',').any(|t| t.trim().trim_start_matches("W/") == tag)
    });
    let mut response =
        if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { bytes.into_response() };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(coding) = coding.filter(|_| !unchanged) {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(name: &str, pairs: &[(header::HeaderName, &str)]) -> Response {
        let headers =
            pairs.iter().map(|(n, v)| (n.clone(), HeaderValue::from_str(v).unwrap())).collect();
        serve(Path(name.to_owned()), headers).await
    }

    #[tokio::test]
    async fn files_are_sent_as_the_browser_can_read_them() {
        let name = path("guildhall.css").strip_prefix("/assets/").unwrap();
        let plain = get(name, &[]).await;
        assert_eq!(plain.headers().get(header::CONTENT_ENCODING), None);
        let packed = get(name, &[(header::ACCEPT_ENCODING, "gzip, deflate, br")]).await;
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
        assert!(packed.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let gzip = get(name, &[(header::ACCEPT_ENCODING, "br;q=0, gzip")]).await;
        assert_eq!(gzip.headers()[header::CONTENT_ENCODING], "gzip");
        let tag = gzip.headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = [(header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, tag.as_str())];
        assert_eq!(get(name, &again).await.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(get("guildhall.css", &[]).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn style_and_script_stay_within_their_budgets() {
        let size = |name: &str| all().iter().find(|a| a.name == name).unwrap().gzip_len();
        assert!(size("guildhall.css") <= 20_000, "{}", size("guildhall.css"));
        let scripts = size("guildhall.js") + size("kept.js");
        assert!(scripts <= 12_000, "{scripts}");
    }

    #[test]
    fn the_style_names_only_files_that_exist() {
        let css = all().iter().find(|a| a.name == "guildhall.css").unwrap();
        let css = std::str::from_utf8(css.plain).unwrap();
        for url in css.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(all().iter().any(|a| a.public == url), "{url}");
        }
    }
}
