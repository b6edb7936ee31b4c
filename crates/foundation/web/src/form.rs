//! Forms: what was typed ([`Form`]), and how it stands on the page with its errors ([`FormView`]).
//!
//! ```ignore
//! async fn create(ctx: Ctx, form: Form) -> web::Result {
//!     match service::create(ctx.store(), &ctx.who(), draft(&form)).await {
//!         Ok(id) => ctx.done(&format!("/communities/{id}"), "community-created"),
//!         Err(domain::Error::Invalid(errors)) => ctx.invalid(&NewPage::new(&ctx, form, errors)),
//!         Err(error) => Err(error.into()),
//!     }
//! }
//! ```
//!
//! In the template, with `f: FormView`:
//!
//! ```html
//! {{ f.summary() }}
//! <form method="post" action="/communities/new" novalidate data-guard>
//!   {{ f.text("name", "community-name").required().max(120) }}
//!   {{ f.editor("purpose", "community-purpose") }}
//!   {{ f.radios("join", "community-join", joins) }}
//!   {{ f.submit("community-create") }}
//! </form>
//! ```

mod field;
mod view;

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts as _, Request,
        multipart::{Multipart, MultipartError},
    },
    http::header,
    response::{IntoResponse, Response},
};
use domain::{Lang, text};

use crate::{App, Ctx, crowd::Seat};

pub(crate) use field::hint;
#[cfg(feature = "test-support")]
pub(crate) use field::id;
pub use field::{Choice, Field, id as field_id};
pub use view::{FormView, named_error, named_text};

/// Most values one form may hold; more is no form of ours.
const MOST_VALUES: usize = 2000;

/// What somebody typed, by the names of the fields, exactly as it came, so that it can be shown
/// again. U+0000 is taken out, which no text of ours may hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
}

impl Form {
    /// A form that nobody has filled in.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `application/x-www-form-urlencoded` (URL standard §5.1). It never fails: what is not
    /// UTF-8 becomes the replacement character.
    pub fn parse(body: &[u8]) -> Self {
        let mut form = Self::new();
        for (name, value) in url::form_urlencoded::parse(body).take(MOST_VALUES) {
            form.add(&name.replace('\0', ""), value.replace('\0', ""));
        }
        form
    }

    /// Adds a value to a field, beside those it has.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.values.entry(name.to_owned()).or_default().push(value.into());
    }

    /// The form with one more value: how a page fills in what is stored.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.add(name, value);
        self
    }

    /// The form with one more value for each of a list.
    #[must_use]
    pub fn with_all(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        for value in values {
            self.add(name, value);
        }
        self
    }

    /// Gives a field this one value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), vec![value.into()]);
    }

    /// Whether the field came at all.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The first value of a field as it was typed; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a field holds this value: a chosen option.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }

    /// Whether a single check box is ticked, or a button of this name was pressed.
    pub fn on(&self, name: &str) -> bool {
        self.has(name)
    }

    /// A field as a single clean line.
    pub fn line(&self, name: &str) -> String {
        text::line(self.get(name))
    }

    /// A field as a clean text of several lines.
    pub fn block(&self, name: &str) -> String {
        text::block(self.get(name))
    }

    /// A field as a language.
    pub fn lang(&self, name: &str) -> Option<Lang> {
        Lang::parse(self.get(name).trim())
    }

    /// All fields, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.values.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// All values with their names, as [`content::draft::from_form`] reads them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let all = self.values.iter();
        all.flat_map(|(name, values)| values.iter().map(|v| (name.clone(), v.clone()))).collect()
    }

    /// The same values as a query, in the order of the names, without empty ones and without
    /// `except`: for links that change one parameter of a list.
    pub fn query_without(&self, except: &[&str]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, values) in self.iter().filter(|(name, _)| !except.contains(name)) {
            for value in values.iter().filter(|v| !v.is_empty()) {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

impl FromRequest<App> for Form {
    type Rejection = Response;

    /// Reads the body of a POST. The size is capped by the layer around all routes (1 MiB); more
    /// is answered with 413.
    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let body = Bytes::from_request(request, app).await.map_err(IntoResponse::into_response)?;
        Ok(Self::parse(&body))
    }
}

/// A form that may bring a file: what is in it is the value of its field, as text. A handler that takes
/// large ones says how large, with a layer of its own.
#[derive(Debug, Clone, Default)]
pub struct Upload(pub Form);

impl FromRequest<App> for Upload {
    type Rejection = Response;

    /// Reads `multipart/form-data` (RFC 7578), and what other forms send.
    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let Sent { mut form, files } = Sent::from_request(request, app).await?;
        for file in files {
            form.add(&file.field, String::from_utf8_lossy(&file.bytes).replace('\0', ""));
        }
        Ok(Self(form))
    }
}

/// A form that may bring files of any type, as they are. Nobody but who is signed in brings files: whoever is
/// not is refused before anything is read.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The fields that are no files.
    pub form: Form,
    /// The files that were chosen.
    pub files: Vec<SentFile>,
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// The name of the field.
    pub field: String,
    /// The name of the file, as whoever sent it says; may be empty.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl FromRequest<App> for Sent {
    type Rejection = Response;

    /// Reads `multipart/form-data` (RFC 7578), and what other forms send.
    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let ctx = Ctx::from_request_parts(&mut parts, app).await;
        let ctx = ctx.map_err(IntoResponse::into_response)?;
        ctx.signed_in().map_err(IntoResponse::into_response)?;
        // A file may be larger than what others keep in memory.
        if let Some(seat) = parts.extensions.get::<Seat>() {
            seat.keep();
        }
        let request = Request::from_parts(parts, body);
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        if !media.unwrap_or_default().starts_with("multipart/form-data") {
            let form = Form::from_request(request, app).await?;
            return Ok(Self { form, files: Vec::new() });
        }
        let refused = |e: MultipartError| e.into_response();
        let mut parts =
            Multipart::from_request(request, app).await.map_err(IntoResponse::into_response)?;
        let mut sent = Self::default();
        let mut count = 0;
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let field = part.name().unwrap_or_default().replace('\0', "");
            let name = part.file_name().map(|name| name.replace('\0', ""));
            let bytes = part.bytes().await.map_err(refused)?;
            match name {
                // A field for a file in which nothing was chosen.
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => sent.files.push(SentFile { field, name, bytes }),
                None => {
                    sent.form.add(&field, String::from_utf8_lossy(&bytes).replace('\0', ""));
                }
            }
            count += 1;
            if count >= MOST_VALUES {
                break;
            }
        }
        Ok(sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept() {
        let form = Form::parse("name=+Мрежа%20%00&to=a&to=b&agree=&bad=%FF".as_bytes());
        assert_eq!(form.get("name"), " Мрежа ");
        assert_eq!(form.line("name"), "Мрежа");
        assert_eq!(form.all("to"), ["a", "b"]);
        assert!(form.is("to", "b") && !form.is("to", "c"));
        assert!(form.on("agree") && !form.on("other"));
        assert_eq!(form.get("bad"), "\u{fffd}");
        assert_eq!(form.get("none"), "");
    }

    #[test]
    fn queries_change_one_thing() {
        let form = Form::parse(b"sector=health&sector=housing&q=&after=x");
        assert_eq!(form.query_without(&["after"]), "sector=health&sector=housing");
    }

    #[test]
    fn a_form_has_an_end() {
        let body = "a=1&".repeat(3 * MOST_VALUES);
        assert_eq!(Form::parse(body.as_bytes()).all("a").len(), MOST_VALUES);
    }
}
