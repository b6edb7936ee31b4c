//! A city of any size, written straight into the tables.

use domain::{ActorId, ContentId, Time};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use store::{Store, Tx, args};

store::statements! {
    /// A person or community of the generated city.
    ACTOR = "INSERT INTO actor (id, kind, handle, name, name_key, lang, summary_html, discoverable, indexable, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, 'en', '', TRUE, TRUE, $6, $6)";
    /// What it says of itself.
    ACTOR_TEXT = "INSERT INTO actor_text (actor_id, lang, name, headline, summary_md, summary_html) VALUES ($1, 'en', $2, '', $3, $4)";
    /// A community.
    COMMUNITY = "INSERT INTO community (actor_id, visibility, join_policy, member_count, discussion_count, practice_count, last_activity_at) \
        VALUES ($1, 'public', 'open', $2, $3, $4, $5)";
    /// A member.
    MEMBERSHIP = "INSERT INTO membership (group_id, actor_id, standing, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING";
    /// A post or comment.
    CONTENT = "INSERT INTO content (id, kind, author_id, group_id, root_id, parent_id, depth, slug, visibility, state, lang, details, \
        comment_count, created_at, published_at, updated_at, last_activity_at) \
        VALUES ($1, $2, $3, $4, $5, $5, $6, 'generated', 'public', 'published', 'en', $7, $8, $9, $9, $9, $9)";
    /// Its text.
    CONTENT_TEXT = "INSERT INTO content_text (content_id, lang, title, summary, body_md, body_html, fields, fields_html, origin, cleaner, author_id, updated_at) \
        VALUES ($1, 'en', $2, $3, $4, $5, '{}', '{}', 'original', 1, $6, $7)";
    /// Its sector.
    SECTOR = "INSERT INTO content_sector (content_id, sector) VALUES ($1, $2)";
    /// One of its facets.
    FACET = "INSERT INTO content_facet (content_id, facet, value) VALUES ($1, $2, $3)";
    /// Its words.
    SEARCH = "INSERT INTO search_text (content_id, lang, title, body) VALUES ($1, 'en', $2, $3)";
    /// What a planner knows of the tables.
    ANALYZE = "ANALYZE";
}

/// How large the city is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// People.
    pub people: usize,
    /// Communities.
    pub communities: usize,
    /// Discussions and practices, a fifth of them practices.
    pub posts: usize,
    /// Comments in all.
    pub comments: usize,
}

impl Size {
    /// The city of the bars, divided by `divisor`.
    pub fn divided(divisor: usize) -> Self {
        let part = |n: usize| (n / divisor.max(1)).max(3);
        Self {
            people: part(10_000),
            communities: part(300),
            posts: part(100_000),
            comments: part(1_000_000),
        }
    }
}

/// What scenarios need to know of the city.
#[derive(Debug, Clone)]
pub struct Generated {
    /// Handles of its communities.
    pub communities: Vec<String>,
    /// Some discussions with a hundred comments.
    pub discussions: Vec<ContentId>,
    /// Some practices.
    pub practices: Vec<ContentId>,
}

const WORDS: &[&str] = &[
    "integration", "interpreter", "desk", "language", "course", "housing", "employer", "school", "health",
    "volunteer", "municipality", "grant", "survey", "mediator", "diploma", "family", "council", "library",
    "newcomer", "lesson", "contract", "budget", "indicator", "evaluation", "partner", "training", "service",
];

fn words(random: &mut StdRng, count: usize) -> String {
    let mut text = String::new();
    for i in 0..count {
        if i > 0 {
            text.push(' ');
        }
        text.push_str(WORDS[random.random_range(0..WORDS.len())]);
    }
    text
}

const ROWS_PER_UNIT: usize = 5_000;

struct Writer<'a> {
    store: &'a Store,
    tx: Option<Tx>,
    rows: usize,
}

impl Writer<'_> {
    async fn put(&mut self, statement: &'static store::Statement, values: Vec<store::Value>) -> anyhow::Result<()> {
        if self.tx.is_none() {
            self.tx = Some(self.store.begin().await?);
        }
        if let Some(tx) = self.tx.as_mut() {
            tx.execute(statement, values).await?;
        }
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS_PER_UNIT) {
            self.save().await?;
        }
        Ok(())
    }

    async fn save(&mut self) -> anyhow::Result<()> {
        if let Some(tx) = self.tx.take() {
            tx.save().await?;
        }
        Ok(())
    }
}

/// Fills an instance that has been set up.
pub async fn generate(store: &Store, size: Size) -> anyhow::Result<Generated> {
    let mut random = StdRng::seed_from_u64(7);
    let start = store.now();
    let ago = |random: &mut StdRng| Time(start.0 - random.random_range(0..400_i64 * 86_400) * 1_000_000);
    let mut out = Writer { store, tx: None, rows: 0 };
    let mut people: Vec<ActorId> = Vec::with_capacity(size.people);
    for i in 0..size.people {
        let id = store.id::<ActorId>();
        let name = format!("Person {i}");
        let when = ago(&mut random);
        out.put(&ACTOR, args![id, "person", format!("person_{i}"), name.clone(), name.to_lowercase(), when]).await?;
        out.put(&ACTOR_TEXT, args![id, name, "", ""]).await?;
        people.push(id);
    }
    let mut groups: Vec<(ActorId, String)> = Vec::with_capacity(size.communities);
    for i in 0..size.communities {
        let id = store.id::<ActorId>();
        let handle = format!("community_{i}");
        let name = format!("Community {i}");
        let when = ago(&mut random);
        let purpose = words(&mut random, 30);
        let members = (size.people / 20).max(3);
        let per_group = i64::try_from(size.posts / size.communities)?;
        out.put(&ACTOR, args![id, "group", handle.clone(), name.clone(), name.to_lowercase(), when]).await?;
        out.put(&ACTOR_TEXT, args![id, name, purpose.clone(), format!("<p>{purpose}</p>")]).await?;
        out.put(&COMMUNITY, args![id, i64::try_from(members)?, per_group * 4 / 5, per_group / 5, start]).await?;
        for m in 0..members {
            let person = people[random.random_range(0..people.len())];
            let standing = if m < 2 { "facilitator" } else { "member" };
            out.put(&MEMBERSHIP, args![id, person, standing, when]).await?;
        }
        groups.push((id, handle));
    }
    let mut discussions = Vec::new();
    let mut practices = Vec::new();
    let mut left = size.comments;
    for i in 0..size.posts {
        let id = store.id::<ContentId>();
        let practice = i % 5 == 4;
        let (group, _) = &groups[i % groups.len()];
        let author = people[random.random_range(0..people.len())];
        let when = ago(&mut random);
        // Some conversations are long; the others share the rest evenly.
        let wanted = if !practice && i % 500 == 0 { 100 } else { left / (size.posts - i) };
        let comments = wanted.min(left);
        left -= comments;
        let kind = if practice { "practice" } else { "discussion" };
        let details = if practice { r#"{"stage":"implementation","cost_band":"5k-20k"}"# } else { r#"{"topic":"question"}"# };
        let (title, summary, body) = (words(&mut random, 9), words(&mut random, 25), words(&mut random, 120));
        let none: Option<ContentId> = None;
        out.put(&CONTENT, args![id, kind, author, *group, none, 0_i64, details, i64::try_from(comments)?, when]).await?;
        out.put(&CONTENT_TEXT, args![id, title.clone(), summary.clone(), body.clone(), format!("<p>{body}</p>"), author, when]).await?;
        out.put(&SECTOR, args![id, domain::sector::BUILT_IN[i % 20].slug()]).await?;
        if practice {
            out.put(&FACET, args![id, "stage", "implementation"]).await?;
            out.put(&FACET, args![id, "cost_band", "5k-20k"]).await?;
        }
        out.put(&SEARCH, args![id, title, format!("{summary} {body}")]).await?;
        if practice && practices.len() < 200 {
            practices.push(id);
        } else if !practice && comments == 100 && discussions.len() < 50 {
            discussions.push(id);
        }
        for c in 0..comments {
            let comment = store.id::<ContentId>();
            let author = people[random.random_range(0..people.len())];
            let when = Time(when.0 + 60_000_000 * i64::try_from(c + 1)?);
            let text = words(&mut random, 40);
            out.put(&CONTENT, args![comment, "comment", author, *group, id, 1_i64, "{}", 0_i64, when]).await?;
            out.put(&CONTENT_TEXT, args![comment, "", "", text.clone(), format!("<p>{text}</p>"), author, when]).await?;
        }
    }
    out.save().await?;
    let mut tx = store.begin().await?;
    tx.execute(&ANALYZE, args![]).await?;
    tx.save().await?;
    Ok(Generated {
        communities: groups.into_iter().map(|(_, handle)| handle).collect(),
        discussions,
        practices,
    })
}
