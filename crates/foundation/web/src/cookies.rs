//! The three cookies of the house: the session, the chosen language, and a message that is shown
//! once after a redirect.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{App, Ctx};

/// The cookie of a chosen language.
pub const LANG: &str = "lang";
/// The cookie of a one-time message; its value is a message key, never a text.
pub const FLASH: &str = "flash";

const YEAR: i64 = 365 * 24 * 60 * 60;

/// The name of the session cookie. Only over https may it claim to belong to this very host
/// (RFC 6265bis §4.1.3.2).
pub fn session_name(app: &App) -> &'static str {
    if app.secure() { "__Host-session" } else { "session" }
}

/// The value of a cookie of the request.
pub fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .find_map(|line| {
            line.split(';').find_map(|pair| pair.trim().split_once('=').filter(|(n, _)| *n == name))
        })
        .map(|(_, value)| value)
}

/// Adds `Set-Cookie`; `seconds` 0 removes the cookie.
fn set(response: &mut Response, app: &App, name: &str, value: &str, seconds: i64) {
    let secure = if app.secure() { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

/// Signs the reader in: the cookie holds the token for as long as the session may last.
pub fn sign_in(response: &mut Response, app: &App, token: &str, seconds: i64) {
    set(response, app, session_name(app), token, seconds);
}

/// Forgets the session in the reader's browser.
pub fn sign_out(response: &mut Response, app: &App) {
    set(response, app, session_name(app), "", 0);
}

/// Shows the message with this key on the next page.
pub fn flash(response: &mut Response, app: &App, key: &str) {
    set(response, app, FLASH, key, 60);
}

/// Keeps a language that the reader chose, for a year.
pub fn lang(response: &mut Response, app: &App, tag: &str) {
    set(response, app, LANG, tag, YEAR);
}

/// Keeps a language chosen by `?lang=`, and ends a one-time message once a page has shown it.
pub(crate) fn keep(ctx: &Ctx, response: &mut Response) {
    if ctx.chose_language {
        lang(response, &ctx.app, ctx.tr.lang().as_str());
    }
    let page = response.headers().get(header::CONTENT_TYPE);
    let page = page.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if page && ctx.flash.is_some() {
        set(response, &ctx.app, FLASH, "", 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; lang=bg;session=x=y"));
        headers.append(header::COOKIE, HeaderValue::from_static("flash=saved"));
        assert_eq!(get(&headers, LANG), Some("bg"));
        assert_eq!(get(&headers, "session"), Some("x=y"));
        assert_eq!(get(&headers, FLASH), Some("saved"));
        assert_eq!(get(&headers, "ang"), None);
    }
}
