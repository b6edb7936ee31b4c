//! host-meta (RFC 6415): where WebFinger is, for those who ask the old way first.

use domain::Origin;
use serde_json::{Value, json};

/// Its path; `.json` behind it is the other form.
pub const PATH: &str = "/.well-known/host-meta";

/// The media type of [`xml`].
pub const XRD: &str = "application/xrd+xml";

fn template(origin: &Origin) -> String {
    format!("{origin}/.well-known/webfinger?resource={{uri}}")
}

/// The document as XRD. An origin has no character that XML would escape.
pub fn xml(origin: &Origin) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"{}\"/>\n</XRD>\n",
        template(origin)
    )
}

/// The document as JRD.
pub fn json(origin: &Origin) -> Value {
    json!({ "links": [
        { "rel": "lrdd", "type": "application/jrd+json", "template": template(origin) }
    ] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let origin = Origin::parse("https://city.example").unwrap();
        let template = "https://city.example/.well-known/webfinger?resource={uri}";
        assert_eq!(json(&origin)["links"][0]["template"], template);
        assert!(xml(&origin).contains(&format!("template=\"{template}\"")));
    }
}
