//! Posts, their language versions and their comments.

use content::search::analyse::ANALYSER;
use domain::{ActorId, ContentId, Time};
use rand::Rng as _;
use store::args;

use super::{Builder, Post, WRITERS};
use crate::{practice, rows::Table};

impl Builder<'_> {
    /// The `n`th post, in its languages and with what belongs to it.
    pub(super) async fn post(&mut self, n: usize, post: &Post, pin: bool) -> anyhow::Result<()> {
        let author = self.somebody();
        let (details, mut facets) = if post.practice {
            practice::neutral(&mut self.random)
        } else {
            let kind = ["question", "discussion", "decision"][n % 3];
            (serde_json::json!({ "type": kind }), Vec::new())
        };
        if let Some(kind) = details["type"].as_str() {
            facets.push(("type", kind.to_owned()));
        }
        let kind = if post.practice { "practice" } else { "discussion" };
        let licence = post.practice.then_some("CC-BY-4.0");
        let useful = i64::try_from(n % 4)?;
        let (none, group) = (None::<ContentId>, self.groups[post.group]);
        let row = args![
            post.id,
            kind,
            author,
            group,
            none,
            none,
            0_i64,
            "generated",
            "public",
            "published",
            "bg",
            licence,
            details.to_string(),
            pin.then_some(Time(post.at)),
            i64::try_from(post.comments.len())?,
            useful,
            post.at,
            post.at,
            post.at,
            post.last()
        ];
        self.rows.put(Table::Content, row).await?;
        self.version(post, author, "bg").await?;
        if self.library || n % 10 == 4 {
            self.version(post, author, "en").await?;
        }
        if self.library {
            self.version(post, author, "de").await?;
        }
        if post.practice {
            for s in [n / 5 % 20, (n / 5 + 7) % 20] {
                let sector = domain::sector::BUILT_IN[s].slug();
                self.rows.put(Table::ContentSector, args![post.id, sector]).await?;
            }
        }
        for (facet, word) in facets {
            self.rows.put(Table::ContentFacet, args![post.id, facet, word]).await?;
        }
        for r in 0..n % 4 {
            let reader = self.people[(n + r) % self.people.len()];
            self.rows.put(Table::Reaction, args![post.id, reader, "useful", post.at]).await?;
        }
        if n < 160 {
            let (id, to) = (self.id(post.at), self.writers[n % WRITERS]);
            let row = args![id, to, "reply", author, post.id, group, post.at];
            self.rows.put(Table::Notification, row).await?;
        }
        Ok(())
    }

    async fn version(
        &mut self,
        post: &Post,
        author: ActorId,
        lang: &'static str,
    ) -> anyhow::Result<()> {
        let words = match lang {
            "bg" => &self.bg,
            "de" => &self.de,
            _ => &self.en,
        };
        let random = &mut self.random;
        let title = words.text(random, 8);
        if post.practice && self.queries.len() < 40 {
            // Somebody seeks what she remembers of a title.
            let long = title.plain.split([' ', '.']).filter(|w| w.chars().count() > 5);
            let long: Vec<&str> = long.take(2).collect();
            if let [first, second] = long[..] {
                self.queries.push(format!("{first} {second}"));
            }
        }
        let origin = if lang == "bg" { "original" } else { "human" };
        let (summary, md, html, fields, fields_html, stems, summary_stems);
        if post.practice {
            let text = words.text(random, 35);
            let version = practice::version(random, words);
            (summary_stems, stems) = (text.stems, version.stems);
            (summary, md, html) = (text.plain, String::new(), String::new());
            (fields, fields_html) = (version.fields.to_string(), version.html.to_string());
        } else {
            let (first, second) = (words.text(random, 60), words.text(random, 60));
            (summary_stems, stems) = (String::new(), format!("{} {}", first.stems, second.stems));
            summary = domain::text::excerpt(&first.plain, 300);
            html = format!("{}\n{}", first.html(), second.html());
            md = format!("{}\n\n{}", first.plain, second.plain);
            (fields, fields_html) = ("{}".to_owned(), "{}".to_owned());
        }
        let cleaner = content::markdown::CLEANER;
        let row = args![
            post.id,
            lang,
            title.plain,
            summary,
            md,
            html,
            fields,
            fields_html,
            origin,
            cleaner,
            author,
            post.at
        ];
        self.rows.put(Table::ContentText, row).await?;
        let kind = if post.practice { "practice" } else { "discussion" };
        let row = args![post.id, lang, title.stems, summary_stems, stems, kind, ANALYSER];
        self.rows.put(Table::SearchText, row).await
    }

    /// A comment on a post or on one of its comments.
    pub(super) async fn comment(&mut self, post: &mut Post, at: i64) -> anyhow::Result<()> {
        let id = ContentId(self.id(at));
        let author = self.somebody();
        let answered = post.written.len() > 1 && self.random.random_bool(0.4);
        let (parent, depth) =
            if answered { post.written[self.below(post.written.len())] } else { (post.id, 0) };
        post.written.push((id, depth + 1));
        let (group, pinned) = (self.groups[post.group], None::<Time>);
        let (root, licence) = (post.id, None::<&str>);
        let row = args![
            id,
            "comment",
            author,
            group,
            root,
            parent,
            depth + 1,
            "",
            "public",
            "published",
            "bg",
            licence,
            "{}",
            pinned,
            0_i64,
            0_i64,
            at,
            at,
            at,
            at
        ];
        self.rows.put(Table::Content, row).await?;
        let text = self.bg.text(&mut self.random, 40);
        let (summary, html) = (domain::text::excerpt(&text.plain, 300), text.html());
        let (empty, cleaner) = ("{}", content::markdown::CLEANER);
        let row = args![
            id, "bg", "", summary, text.plain, html, empty, empty, "original", cleaner, author, at
        ];
        self.rows.put(Table::ContentText, row).await?;
        let kind = if post.practice { "practice" } else { "discussion" };
        let row = args![id, "bg", "", "", text.stems, kind, ANALYSER];
        self.rows.put(Table::SearchText, row).await
    }
}
