//! HTML that is already safe, as a value.

use std::fmt;

use askama::{FastWritable, Template, filters::HtmlSafe};

/// Finished HTML. Templates write it as it is; everything else they escape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Takes HTML that was rendered by a template or cleaned by `content`. Never pass text that a
    /// person typed.
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Renders a template. A template that cannot be rendered is left out and logged: a part of a
    /// page must not take the page with it.
    pub fn render(template: &impl Template) -> Self {
        Self(template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a part of a page cannot be rendered");
            String::new()
        }))
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl FastWritable for Html {
    fn write_into(
        &self,
        dest: &mut dyn fmt::Write,
        _values: &dyn askama::Values,
    ) -> askama::Result<()> {
        dest.write_str(&self.0)?;
        Ok(())
    }
}
