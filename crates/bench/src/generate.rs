//! A city of any size, written straight into the tables.

use content::search::analyse::ANALYSER;
use domain::{
    ActorId, ContentId, Lang, Time,
    access::{Role, Who},
};
use federation::policy::Mode;
use people::{
    Passwords, Texts,
    accounts::{self, NewAccount},
    organisations::Level,
    setup::{self, SetUp},
    site::Registration,
};
use rand::{Rng as _, RngCore as _, SeedableRng as _, rngs::StdRng};
use store::{Query as _, Store, args};

use crate::{
    practice,
    rows::{Rows, Table},
    words::Vocabulary,
};

/// Where the city says it lives. Nobody resolves it.
pub const ORIGIN: &str = "http://bench.localhost:8080";
/// Everybody's password.
pub const PASSWORD: &str = "welcome to every guildhall";
/// People with an account: as many as there are clients that write.
pub const WRITERS: usize = 8;
/// Communities that each of them belongs to.
const OWN: usize = 10;
/// The comments of a long discussion.
const LONG: usize = 100;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

store::statements! {
    /// What a planner knows of the tables.
    ANALYZE = "ANALYZE";
    /// The actor of an account.
    WRITER = "SELECT actor_id FROM account WHERE email_key = $1";
}

/// How large the city is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    people: usize,
    communities: usize,
    posts: usize,
    comments: usize,
    /// Whether all posts are practices, each in three languages.
    library: bool,
}

impl Size {
    /// A library of so many practices, each in three languages.
    pub fn library(practices: usize) -> Self {
        Self { people: 1_000, communities: 50, posts: practices, comments: 1_000, library: true }
    }

    /// The city of the bars, divided by `divisor`.
    pub fn divided(divisor: usize) -> Self {
        let part = |n: usize| (n / divisor.max(1)).max(OWN);
        Self {
            people: part(10_000),
            communities: part(300),
            posts: part(100_000),
            comments: part(1_000_000),
            library: false,
        }
    }
}

/// What scenarios need to know of the city. It is the same for every database.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Generated {
    /// Addresses of some communities that the writers belong to.
    pub own: Vec<String>,
    /// Addresses of some communities.
    pub communities: Vec<String>,
    /// Addresses of some discussions with a hundred comments.
    pub discussions: Vec<String>,
    /// Addresses of some practices.
    pub practices: Vec<String>,
    /// Queries: two words of one title.
    pub queries: Vec<String>,
}

/// The address with which somebody signs in.
pub fn email(writer: usize) -> String {
    format!("writer{writer}@bench.example.org")
}

/// A post that is going to be written.
struct Post {
    id: ContentId,
    group: usize,
    practice: bool,
    at: i64,
    comments: Vec<i64>,
    /// What can be answered: comments that are written already.
    written: Vec<(ContentId, i64)>,
}

impl Post {
    fn last(&self) -> i64 {
        self.comments.last().copied().unwrap_or(self.at)
    }
}

struct Builder<'a> {
    rows: Rows<'a>,
    random: StdRng,
    now: i64,
    bg: Vocabulary,
    en: Vocabulary,
    de: Vocabulary,
    library: bool,
    people: Vec<ActorId>,
    groups: Vec<ActorId>,
    writers: Vec<ActorId>,
    queries: Vec<String>,
}

/// Sets an instance up and fills it. `analyze` tells the planner what was written.
pub async fn generate(store: &Store, size: Size, analyze: bool) -> anyhow::Result<Generated> {
    let writers = set_up(store).await?;
    let mut random = StdRng::seed_from_u64(7);
    let (bg, en) = (Vocabulary::cyrillic(&mut random), Vocabulary::latin(&mut random));
    // What is drawn for the other cities must not change with it.
    let de = Vocabulary::german(&mut StdRng::seed_from_u64(8));
    let mut builder = Builder {
        rows: Rows::new(store),
        random,
        now: store.now().0,
        bg,
        en,
        de,
        library: size.library,
        people: Vec::new(),
        groups: Vec::new(),
        writers,
        queries: Vec::new(),
    };
    builder.people(size).await?;
    let mut posts = builder.plan(size);
    builder.groups(size, &posts).await?;
    let generated = builder.contents(&mut posts).await?;
    builder.rows.save().await?;
    // As a city does once a day.
    content::search::merge(store, content::search::PIECES).await?;
    if analyze {
        let mut tx = store.begin().await?;
        tx.execute(&ANALYZE, args![]).await?;
        tx.save().await?;
    }
    Ok(generated)
}

/// The city itself and the accounts of those who write, by the same functions as everybody's.
async fn set_up(store: &Store) -> anyhow::Result<Vec<ActorId>> {
    let passwords = Passwords::new(store.world());
    let form = SetUp {
        name: Texts::one(Lang::bulgarian(), "Град"),
        organisation_name: Texts::one(Lang::bulgarian(), "Община Град"),
        organisation_handle: "grad".into(),
        level: Level::Local,
        country: "BG".into(),
        territory: "Град".into(),
        nuts: String::new(),
        population_band: None,
        languages: vec![Lang::bulgarian(), Lang::english()],
        default_lang: Lang::bulgarian(),
        timezone: "Europe/Sofia".into(),
        origin: ORIGIN.into(),
        registration: Registration::Invitation,
        mode: Mode::Open,
        administrator_name: "Администратор".into(),
        administrator_handle: "maria".into(),
        email: "administrator@bench.example.org".into(),
        password: PASSWORD.into(),
        illustrative: false,
    };
    setup::set_up_by_house(store, &passwords, &Who::Operator, form).await?;
    let mut writers = Vec::new();
    for n in 0..WRITERS {
        let new = NewAccount {
            name: format!("Пишеща {n}"),
            handle: format!("writer_{n}"),
            email: email(n),
            password: Some(PASSWORD.into()),
            role: Role::Member,
            lang: None,
            organisation: None,
        };
        accounts::create(store, &passwords, &Who::Operator, new).await?;
        let (actor,): (ActorId,) = store.read().one(&WRITER, args![email(n)]).await?;
        writers.push(actor);
    }
    Ok(writers)
}

impl Builder<'_> {
    fn below(&mut self, most: usize) -> usize {
        self.random.random_range(0..most)
    }

    fn somebody(&mut self) -> ActorId {
        let at = self.below(self.people.len());
        self.people[at]
    }

    /// An id as it would have been made at that moment (UUID version 7).
    fn id(&mut self, at: i64) -> uuid::Uuid {
        let mut bytes = [0; 10];
        self.random.fill_bytes(&mut bytes);
        let millis = u64::try_from(at / 1_000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    async fn actor(
        &mut self,
        kind: &'static str,
        handle: String,
        name: &str,
        at: i64,
    ) -> anyhow::Result<ActorId> {
        let id = ActorId(self.id(at));
        let key = domain::text::fold(name);
        let row = args![id, kind, handle, name, key, "bg", true, true, at, at];
        self.rows.put(Table::Actor, row).await?;
        for (lang, words) in [("bg", &self.bg), ("en", &self.en)] {
            let (headline, summary) =
                (words.text(&mut self.random, 8), words.text(&mut self.random, 40));
            let key = domain::text::fold(&format!("{name} {}", headline.plain));
            let html = summary.html();
            let row = args![id, lang, name, headline.plain, summary.plain, html, key];
            self.rows.put(Table::ActorText, row).await?;
            if lang == "bg" && kind == "person" {
                break;
            }
        }
        Ok(id)
    }

    /// People, each of whom belongs to an organisation.
    async fn people(&mut self, size: Size) -> anyhow::Result<()> {
        let begun = self.now - 401 * DAY;
        let mut organisations = Vec::new();
        for n in 0..(size.people / 25).max(3) {
            let id = self
                .actor("organisation", format!("org_{n}"), &format!("Община {n}"), begun)
                .await?;
            let row = args![id, "local", "BG", "Град"];
            self.rows.put(Table::Organisation, row).await?;
            organisations.push(id);
        }
        for n in 0..size.people {
            let name = format!("Мария Стоянова {n}");
            let id = self.actor("person", format!("person_{n}"), &name, begun).await?;
            let organisation = organisations[self.below(organisations.len())];
            self.rows.put(Table::Affiliation, args![id, organisation, begun]).await?;
            self.people.push(id);
        }
        Ok(())
    }

    /// Where and when everything is written. A fifth are practices; every hundredth post is a
    /// long discussion.
    fn plan(&mut self, size: Size) -> Vec<Post> {
        let mut left = size.comments;
        let mut posts = Vec::with_capacity(size.posts);
        for i in 0..size.posts {
            let at = self.now - DAY - self.random.random_range(0..400 * DAY);
            let practice = size.library || i % 5 == 4;
            let even = left / (size.posts - i);
            let wanted = if i % 100 == 0 { LONG } else { self.below(even * 2 + 1) };
            let count = wanted.min(left);
            left -= count;
            let within = (self.now - at).min(30 * DAY);
            let mut comments: Vec<i64> =
                (0..count).map(|_| at + self.random.random_range(1..within)).collect();
            comments.sort_unstable();
            let id = ContentId(self.id(at));
            let group = self.below(size.communities);
            posts.push(Post { id, group, practice, at, comments, written: Vec::new() });
        }
        posts
    }

    async fn groups(&mut self, size: Size, posts: &[Post]) -> anyhow::Result<()> {
        let begun = self.now - 401 * DAY;
        let mut counts = vec![(0_i64, 0_i64, begun); size.communities];
        for post in posts {
            let (discussions, practices, last) = &mut counts[post.group];
            *(if post.practice { practices } else { discussions }) += 1;
            *last = post.last().max(*last);
        }
        for (n, (discussions, practices, last)) in counts.into_iter().enumerate() {
            let (handle, name) = (format!("community_{n}"), format!("Общност {n}"));
            let id = self.actor("group", handle, &name, begun).await?;
            let wanted = (size.people / 20).max(3);
            let mut members: Vec<ActorId> = Vec::with_capacity(wanted);
            let first = self.below(self.people.len());
            members.extend(self.people.iter().cycle().skip(first).take(wanted));
            if n < OWN {
                members.extend(&self.writers);
            }
            let count = i64::try_from(members.len())?;
            let row = args![id, "public", "open", count, discussions, practices, last];
            self.rows.put(Table::Community, row).await?;
            for (m, member) in members.into_iter().enumerate() {
                let standing = if m < 2 { "facilitator" } else { "member" };
                self.rows.put(Table::Membership, args![id, member, standing, begun, begun]).await?;
            }
            for s in 0..3 {
                let sector = domain::sector::BUILT_IN[(n + s * 7) % 20].slug();
                self.rows.put(Table::ActorSector, args![id, sector]).await?;
            }
            for (position, lang) in [(0_i64, "bg"), (1, "en")] {
                self.rows.put(Table::ActorLanguage, args![id, lang, position]).await?;
            }
            self.groups.push(id);
        }
        Ok(())
    }

    /// Everything in the order in which it was written, so that the rows of a conversation lie as
    /// far apart as in a city that has grown.
    async fn contents(&mut self, posts: &mut [Post]) -> anyhow::Result<Generated> {
        let mut order: Vec<(i64, usize, usize)> = Vec::new();
        for (p, post) in posts.iter().enumerate() {
            order.push((post.at, p, 0));
            order.extend(post.comments.iter().enumerate().map(|(c, at)| (*at, p, c + 1)));
        }
        order.sort_unstable();
        let mut pinned = vec![0; self.groups.len()];
        for (at, p, c) in order {
            let post = &mut posts[p];
            if c == 0 {
                let pin = pinned[post.group] < 2;
                pinned[post.group] += 1;
                self.post(p, post, pin).await?;
            } else {
                self.comment(post, at).await?;
            }
        }
        let own = (0..OWN).map(|n| format!("/communities/community_{n}")).collect();
        let communities =
            (0..self.groups.len().min(50)).map(|n| format!("/communities/community_{n}"));
        let long = posts.iter().filter(|p| !p.practice && p.comments.len() == LONG);
        let discussions = long.map(|p| format!("/discussions/{}/generated", p.id)).take(50);
        let practices =
            posts.iter().filter(|p| p.practice).map(|p| format!("/practices/{}/generated", p.id));
        Ok(Generated {
            own,
            communities: communities.collect(),
            discussions: discussions.collect(),
            practices: practices.take(200).collect(),
            queries: std::mem::take(&mut self.queries),
        })
    }

    async fn post(&mut self, n: usize, post: &Post, pin: bool) -> anyhow::Result<()> {
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

    async fn comment(&mut self, post: &mut Post, at: i64) -> anyhow::Result<()> {
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
