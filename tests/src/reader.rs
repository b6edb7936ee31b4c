//! Somebody who reads pages and fills in their forms, without a script.
#![expect(clippy::unwrap_used, reason = "tests")]

use people::testing::Person;
use scraper::{Html, Selector};

use crate::network::Town;

/// Somebody with a browser in which she is signed in.
pub struct Reader {
    origin: String,
    cookie: String,
    lang: &'static str,
}

impl Reader {
    /// Somebody of a town, who reads in this language.
    pub async fn of(town: &Town, person: &Person, lang: &'static str) -> Self {
        let token = town.people.sign_in(person).await.token;
        Self {
            origin: town.origin.to_string(),
            cookie: format!("session={}", token.as_str()),
            lang,
        }
    }

    /// Asks for a page, or sends a form: the status, where it leads, and the page.
    pub async fn send(&self, path: &str, form: Option<&[(&str, &str)]>) -> (u16, String, String) {
        let (_, authority) = self.origin.split_once("://").unwrap();
        let (_, port) = authority.split_once(':').unwrap();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let client = client.build().unwrap();
        let (path, place) = path.split_once('#').unwrap_or((path, ""));
        let sign = if path.contains('?') { '&' } else { '?' };
        let at = format!("http://127.0.0.1:{port}{path}{sign}lang={}#{place}", self.lang);
        let request = match form {
            None => client.get(at),
            Some(form) => {
                let body: String = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(form)
                    .finish();
                client
                    .post(at)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .header("origin", &self.origin)
                    .body(body)
            }
        };
        let response = request
            .header("host", authority)
            .header("cookie", &self.cookie)
            .header("accept", "text/html")
            .send()
            .await
            .unwrap();
        let to = response.headers().get("location").and_then(|l| l.to_str().ok());
        let to = to.unwrap_or_default().to_owned();
        (response.status().as_u16(), to, response.text().await.unwrap())
    }

    /// Uploads a file as the form of a page does; where that leads.
    pub async fn upload(&self, path: &str, name: &str, holds: &str) -> String {
        let (_, authority) = self.origin.split_once("://").unwrap();
        let (_, port) = authority.split_once(':').unwrap();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let body = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n{holds}\r\n--edge--\r\n"
        );
        let response = client
            .build()
            .unwrap()
            .post(format!("http://127.0.0.1:{port}{path}"))
            .header("content-type", "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin")
            .header("origin", &self.origin)
            .header("host", authority)
            .header("cookie", &self.cookie)
            .header("accept", "text/html")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), 303, "{path}");
        let to = response.headers().get("location").and_then(|l| l.to_str().ok());
        to.unwrap_or_default().to_owned()
    }

    /// A page that is there.
    pub async fn get(&self, path: &str) -> Html {
        let (status, _, body) = self.send(path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        Html::parse_document(&body)
    }

    /// Sends a form that is taken; where it leads.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        let (status, to, body) = self.send(path, Some(form)).await;
        assert_eq!(status, 303, "{path}: {body}");
        to
    }

    /// Sends a form that is answered with a page.
    pub async fn answer(&self, path: &str, form: &[(&str, &str)], expected: u16) -> Html {
        let (status, _, body) = self.send(path, Some(form)).await;
        assert_eq!(status, expected, "{path}: {body}");
        Html::parse_document(&body)
    }

    /// All that she was told.
    pub async fn told(&self) -> String {
        text(&self.get("/notifications").await, "main")
    }

    /// How often she was told something.
    pub async fn times(&self, what: &str) -> usize {
        let page = self.get("/notifications").await;
        let selector = Selector::parse("main li").unwrap();
        page.select(&selector).filter(|li| li.text().collect::<String>().contains(what)).count()
    }
}

/// What stands in all elements that fit.
pub fn text(page: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|e| e.text().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// An attribute of the first element that fits; empty where there is none.
pub fn attribute(page: &Html, selector: &str, name: &str) -> String {
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).next().and_then(|e| e.value().attr(name));
    found.unwrap_or_default().to_owned()
}
