//! A city of any size, written straight into the tables.

mod actors;
mod city;
mod posts;

use domain::{ActorId, ContentId};
use rand::{Rng as _, RngCore as _, SeedableRng as _, rngs::StdRng};
use store::{Store, args};

use crate::{rows::Rows, words::Vocabulary};
use city::set_up;

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
}
