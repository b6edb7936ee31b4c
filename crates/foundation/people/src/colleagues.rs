//! Whom one can name: people who work for an organisation, or those whom a room knows. A form offers a list of them, and
//! whatever is typed there is resolved by one rule, [`resolve`]: a name as well as a short name.

use std::collections::{HashMap, HashSet};

use domain::{ActorId, Error, FieldErrors, Lang, Result, text};
use federation::{Actor, ActorKind, ActorState, actor};
use store::{Query, args, statements};

use crate::{page, persons::may_be_chosen};

/// The most people whom a form offers. Others are found by what is typed.
pub const OFFERED: usize = 200;
/// The most short names among which a message lets somebody choose.
const TOLD: usize = 8;

/// Those who work for an organisation `$from` of this instance, whose short name or a name fits.
macro_rules! who_work {
    ($about:literal, $from:literal, $handle:literal, $like:literal, $limit:literal) => {
        concat!(
            "SELECT a.id, a.handle, a.host, COALESCE(NULLIF(t.name, ''), a.name) AS name, ",
            $about,
            " AS about FROM affiliation f JOIN account ac ON ac.actor_id = f.person_id AND ac.state = 'active' \
            JOIN actor a ON a.id = f.person_id AND a.state = 'active' \
            LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $1 ",
            $from,
            " (a.handle = ",
            $handle,
            " OR a.name_key LIKE ",
            $like,
            " ESCAPE '!' OR EXISTS (SELECT 1 FROM actor_text x WHERE x.actor_id = a.id AND x.text_key LIKE ",
            $like,
            " ESCAPE '!')) ORDER BY a.name_key, a.id LIMIT ",
            $limit
        )
    };
}

statements! {
    OF_ORGANISATION = who_work!("COALESCE(t.headline, '')", "WHERE f.organisation_id = $2 AND", "$3", "$4", "$5");
    OF_INSTANCE = who_work!("COALESCE(NULLIF(ot.name, ''), o.name)", "JOIN actor o ON o.id = f.organisation_id \
        LEFT JOIN actor_text ot ON ot.actor_id = o.id AND ot.lang = $1 WHERE", "$2", "$3", "$4");
    KNOWN = concat!("SELECT a.id, a.handle, a.host, COALESCE(NULLIF(t.name, ''), a.name) AS name, \
        COALESCE(t.headline, '') AS about FROM account ac JOIN actor a ON a.id = ac.actor_id AND a.state = 'active' \
        LEFT JOIN actor_text t ON t.actor_id = a.id AND t.lang = $1 WHERE ac.state = 'active' AND a.id <> $2 \
        AND (a.handle = $3 OR a.name_key LIKE $4 ESCAPE '!' OR EXISTS (SELECT 1 FROM actor_text x \
        WHERE x.actor_id = a.id AND x.text_key LIKE $4 ESCAPE '!')) AND ", may_be_chosen!("$2"), " \
        ORDER BY a.name_key, a.id LIMIT $5");
    NAMES = "SELECT actor_id, name FROM actor_text WHERE {in actor_id $1} AND name <> '' \
        UNION SELECT id, name FROM actor WHERE {in id $1} AND name <> ''";
}

/// Whom one chooses among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Those who work for this organisation and have an account here.
    Organisation(ActorId),
    /// Those who have an account here and work for some organisation.
    Instance,
    /// Those of this instance whom this person may be offered: they want to be found, or are in a community with her.
    Known(ActorId),
}

/// Somebody whom one can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// She.
    pub id: ActorId,
    /// Her handle.
    pub handle: String,
    /// Where she lives; empty for this instance.
    pub host: String,
    /// What she is called in the language of the reader.
    pub name: String,
    /// What she is called in others.
    pub names: Vec<String>,
    /// What tells her from others of that name: her work, or her organisation. Empty where nothing does.
    pub about: String,
}

impl Colleague {
    /// Her short name: `@name`, and of another instance `@name@host`.
    pub fn short(&self) -> String {
        if self.host.is_empty() {
            format!("@{}", self.handle)
        } else {
            format!("@{}@{}", self.handle, self.host)
        }
    }

    /// Her names in all languages, as they are compared.
    fn folded(&self) -> impl Iterator<Item = String> {
        let names = self.names.iter().chain([&self.name]).map(|name| text::fold(name));
        names.filter(|name| !name.is_empty())
    }

    /// By what she can be called, each as it is compared.
    fn keys(&self) -> HashSet<String> {
        self.folded().chain([self.short().trim_start_matches('@').to_lowercase()]).collect()
    }

    /// Whether a part of what she is called is this: a word of a name, or several that follow one another, or her handle
    /// without the instance.
    fn is_partly(&self, sought: &str) -> bool {
        let has = |name: &str| format!(" {name} ").contains(&format!(" {sought} "));
        let named = |name: String| has(&name) || has(&name.replace(['-', '‑', ',', '"'], " "));
        self.handle.to_lowercase() == sought || self.folded().any(named)
    }
}

/// Why nobody was found by what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// Nobody is called so.
    Nobody,
    /// Several are; these are their short names, the first eight.
    Several(Vec<String>),
}

impl Unclear {
    /// The error beside the field. `nobody` is the message where nobody is called so.
    pub fn at(self, field: &'static str, nobody: &'static str) -> Error {
        let mut errors = FieldErrors::default();
        match self {
            Self::Nobody => errors.add(field, nobody),
            Self::Several(shorts) => {
                let shorts = vec![("names", shorts.join(", "))];
                errors.add_with(field, "error-colleague-several", shorts);
            }
        }
        Error::Invalid(errors)
    }
}

/// Who of these was meant: by her short name, with or without the sign before it, or by a name in any of her languages,
/// where no other one is called so. Where nobody is, a word of a name or a handle without the instance is enough, as long
/// as it means one of them. What begins with the sign is a short name and nothing else.
pub fn resolve(typed: &str, all: &[Colleague]) -> Result<ActorId, Unclear> {
    let found = exactly(typed, all);
    one_of(&if found.is_empty() { partly(typed, all) } else { found })
}

/// Those who are called so, each once.
fn exactly<'a>(typed: &str, all: &'a [Colleague]) -> Vec<&'a Colleague> {
    let typed = text::fold(typed);
    let short = typed.starts_with('@');
    let sought = typed.trim_start_matches('@').trim();
    let is_meant = |person: &&Colleague| {
        if short {
            person.short().trim_start_matches('@').to_lowercase() == sought
        } else {
            person.keys().contains(sought)
        }
    };
    once(all.iter().filter(is_meant))
}

/// Those whom a part of their names means, each once; nobody for what begins with the sign.
fn partly<'a>(typed: &str, all: &'a [Colleague]) -> Vec<&'a Colleague> {
    let sought = text::fold(typed);
    if sought.is_empty() || sought.starts_with('@') {
        return Vec::new();
    }
    once(all.iter().filter(|person| person.is_partly(&sought)))
}

fn once<'a>(all: impl Iterator<Item = &'a Colleague>) -> Vec<&'a Colleague> {
    let mut found: Vec<&Colleague> = Vec::new();
    for person in all {
        if found.iter().all(|known| known.id != person.id) {
            found.push(person);
        }
    }
    found
}

fn one_of(found: &[&Colleague]) -> Result<ActorId, Unclear> {
    match found {
        [] => Err(Unclear::Nobody),
        [one] => Ok(one.id),
        several => Err(Unclear::Several(several.iter().take(TOLD).map(|p| p.short()).collect())),
    }
}

/// What a form offers for each of these: what it sends, and what one reads. By her name, where that means nobody else of
/// them; else by her short name.
pub fn offered(all: &[Colleague]) -> Vec<(String, String)> {
    let mut called: HashMap<String, HashSet<ActorId>> = HashMap::new();
    for person in all {
        for key in person.keys() {
            called.entry(key).or_default().insert(person.id);
        }
    }
    let offer = |person: &Colleague| {
        let alone = called.get(&text::fold(&person.name)).is_some_and(|who| who.len() == 1);
        // What begins with the sign would be read as a short name.
        let alone = alone && !person.name.starts_with('@');
        let sent = if alone { person.name.clone() } else { person.short() };
        let mut read = vec![person.name.clone()];
        read.extend(Some(person.about.clone()).filter(|about| !about.is_empty()));
        read.extend(Some(person.short()).filter(|_| !alone));
        (sent, read.join(", "))
    };
    all.iter().take(OFFERED).map(offer).collect()
}

/// Those whom a form offers, by name, at most [`OFFERED`]. Whoever calls it has asked who may see them.
pub async fn list(q: &mut impl Query, among: Among, lang: &Lang) -> Result<Vec<Colleague>> {
    called(q, among, "", lang).await
}

/// Who was meant by what was typed. A short name may be that of any person of this instance: whether she may be named is
/// the rule of whoever asks. Errors of the field: `error-required`, `error-colleague-unknown`,
/// `error-colleague-several`.
pub async fn find(
    q: &mut impl Query,
    among: Among,
    typed: &str,
    field: &'static str,
) -> Result<ActorId> {
    let typed = text::line(typed);
    if typed.is_empty() {
        return Err(Error::field(field, "error-required"));
    }
    let known = called(q, among, &typed, &Lang::english()).await?;
    let exact = exactly(&typed, &known);
    let at_field = |unclear: Unclear| unclear.at(field, "error-colleague-unknown");
    if !exact.is_empty() {
        return one_of(&exact).map_err(at_field);
    }
    // Whoever has it as her short name may be meant as well: then a part of a name of somebody else is not enough.
    let here = of_this_instance(q, &typed).await?;
    one_of(&once(partly(&typed, &known).into_iter().chain(&here))).map_err(at_field)
}

/// The person of this instance who has it as her short name.
async fn of_this_instance(q: &mut impl Query, typed: &str) -> Result<Option<Colleague>> {
    let here = actor::by_handle(q, typed.trim_start_matches('@'), "").await?;
    let is_one = |a: &Actor| a.kind == ActorKind::Person && a.state == ActorState::Active;
    Ok(here.filter(is_one).map(|person| Colleague {
        id: person.id,
        handle: person.handle,
        host: person.host,
        name: person.name,
        names: Vec::new(),
        about: String::new(),
    }))
}

#[derive(store::FromRow)]
struct Row {
    id: ActorId,
    handle: String,
    host: String,
    name: String,
    about: String,
}

/// Those whose names contain what was typed, or who have it as their short name; all for nothing.
async fn called(
    q: &mut impl Query,
    among: Among,
    typed: &str,
    lang: &Lang,
) -> Result<Vec<Colleague>> {
    let bare = typed.trim_start_matches('@');
    let (handle, like) = (text::fold(bare), page::containing(bare));
    let most = page::rows(OFFERED - 1);
    let rows: Vec<Row> = match among {
        Among::Organisation(id) => {
            q.all(&OF_ORGANISATION, args![lang, id, handle, like, most]).await?
        }
        Among::Instance => q.all(&OF_INSTANCE, args![lang, handle, like, most]).await?,
        Among::Known(me) => q.all(&KNOWN, args![lang, me, handle, like, most]).await?,
    };
    let ids: Vec<ActorId> = rows.iter().map(|row| row.id).collect();
    let mut names = names(q, &ids).await?;
    let colleague = |row: Row| Colleague {
        names: names.remove(&row.id).unwrap_or_default(),
        id: row.id,
        handle: row.handle,
        host: row.host,
        name: row.name,
        about: row.about,
    };
    Ok(rows.into_iter().map(colleague).collect())
}

/// What people, of this instance or of others, are called in all languages in which they are known here.
pub async fn names(q: &mut impl Query, ids: &[ActorId]) -> Result<HashMap<ActorId, Vec<String>>> {
    let mut names: HashMap<ActorId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(names);
    }
    let all: Vec<(ActorId, String)> = q.all(&NAMES, args![ids]).await?;
    for (id, name) in all {
        names.entry(id).or_default().push(name);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u128, handle: &str, name: &str) -> Colleague {
        Colleague {
            id: ActorId(uuid::Uuid::from_u128(n)),
            handle: handle.into(),
            host: String::new(),
            name: name.into(),
            names: Vec::new(),
            about: String::new(),
        }
    }

    fn all() -> Vec<Colleague> {
        let far = Colleague { host: "b.example".into(), ..person(5, "elena", "Elena Petrova") };
        let vera = Colleague {
            names: vec!["Vera Ilieva".into()],
            about: "преводач".into(),
            ..person(4, "vera", "Вера Илиева")
        };
        vec![
            person(1, "elena", "Елена Маркова"),
            person(2, "maria_s", "Мария Стоева"),
            person(3, "maria2", "Мария  стоева"),
            vera,
            far,
            person(6, "desi", "Vera"),
        ]
    }

    fn who(typed: &str) -> Result<u128, Unclear> {
        resolve(typed, &all()).map(|id| id.0.as_u128())
    }

    #[test]
    fn a_short_name_and_a_name_mean_the_same_person() {
        for typed in ["elena", "@elena", " @Elena ", "Елена Маркова", "елена  маркова"]
        {
            assert_eq!(who(typed), Ok(1), "{typed}");
        }
        for typed in ["@elena@b.example", "elena@b.example", "Elena Petrova"] {
            assert_eq!(who(typed), Ok(5), "{typed}");
        }
        assert_eq!((who("Вера Илиева"), who("vera ilieva")), (Ok(4), Ok(4)), "in any language");
        for typed in ["", "@", "@Елена", "@Елена Маркова", "Еле", "nobody"] {
            assert_eq!(who(typed), Err(Unclear::Nobody), "{typed}");
        }
    }

    #[test]
    fn a_word_of_a_name_is_enough_where_it_means_one_person() {
        for (typed, n) in [("Елена", 1), (" маркова", 1), ("Petrova", 5), ("ilieva", 4)]
        {
            assert_eq!(who(typed), Ok(n), "{typed}");
        }
        let several = Err(Unclear::Several(vec!["@maria_s".into(), "@maria2".into()]));
        assert_eq!((who("Мария"), who("стоева")), (several.clone(), several));
        let fenna = || person(7, "fenna_h", "Fenna van Loon-Smit");
        let far = || Colleague { host: "b.example".into(), ..fenna() };
        for typed in ["fenna_h", "van loon-smit", "Smit", "loon"] {
            assert_eq!(resolve(typed, &[far()]), Ok(far().id), "{typed}");
        }
        for typed in ["@fenna_h", "an", "smit fenna"] {
            assert_eq!(resolve(typed, &[far()]), Err(Unclear::Nobody), "{typed}");
        }
    }

    #[test]
    fn a_name_of_several_is_told_apart_by_their_short_names() {
        let several = |names: &[&str]| {
            Err(Unclear::Several(names.iter().map(|name| (*name).to_owned()).collect()))
        };
        assert_eq!(who("Мария Стоева"), several(&["@maria_s", "@maria2"]));
        assert_eq!(who("vera"), several(&["@vera", "@desi"]), "the name of one, short for another");
        assert_eq!((who("@vera"), who("maria2")), (Ok(4), Ok(3)));
        let Err(unclear) = who("Мария Стоева") else { panic!("it is unclear") };
        let Error::Invalid(errors) = unclear.at("handle", "x") else { panic!("a field is wrong") };
        let error = errors.of("handle").unwrap();
        assert_eq!(error.key, "error-colleague-several");
        assert_eq!(error.args, [("names", "@maria_s, @maria2".to_owned())]);
    }

    #[test]
    fn what_is_offered_means_whom_it_shows() {
        let all = all();
        let offers = offered(&all);
        for (person, (sent, read)) in all.iter().zip(&offers) {
            assert_eq!(resolve(sent, &all), Ok(person.id), "{sent}");
            assert!(read.starts_with(&person.name), "{read}");
        }
        assert_eq!(offers[0], ("Елена Маркова".to_owned(), "Елена Маркова".to_owned()));
        assert_eq!(offers[1], ("@maria_s".to_owned(), "Мария Стоева, @maria_s".to_owned()));
        assert_eq!(offers[3].1, "Вера Илиева, преводач");
        let many: Vec<Colleague> = (0..300).map(|n| person(n, &format!("p{n}"), "П")).collect();
        assert_eq!(offered(&many).len(), OFFERED);
    }
}
