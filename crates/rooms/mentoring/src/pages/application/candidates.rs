//! With whom an applicant could work: what each has said, what was chosen of it, and who has declared that she cannot.

use people::ledger::{Open, Side};
use serde_json::Value;
use web::{Choice, Ctx, Form};

use super::{Names, called};
use crate::{
    application::{
        candidates as shown,
        wishes::{Declared, Wishes},
    },
    applying,
};

/// Somebody with whom one could work.
pub(super) struct Candidate {
    /// The number of its fields in the form.
    pub n: usize,
    pub name: String,
    pub address: String,
    pub about: String,
    pub text: String,
    /// What holds of it for the whole applicant: a word of `wish-WORD`.
    pub chosen: &'static str,
    /// Who has declared that she cannot work with it.
    pub declared: Vec<String>,
    /// Whether one of them is a colleague of the reader, so that no wish is left.
    pub barred: bool,
    /// What stands in the reader's form.
    own: &'static str,
    worked: bool,
}

impl Candidate {
    /// What can be chosen of it.
    pub fn choices(&self, all: &[Choice]) -> Vec<Choice> {
        let open = |c: &&Choice| !self.barred || matches!(&*c.value, "none" | "conflict");
        all.iter().filter(open).cloned().collect()
    }

    /// Puts what was said before into a form.
    pub fn fill(&self, form: &mut Form) {
        form.set(&format!("choice.{}", self.n), self.own);
        if self.worked {
            form.set(&format!("worked.{}", self.n), "on");
        }
    }
}

/// The candidates of an application, with what the applicant has said of them.
pub(super) async fn of(
    ctx: &Ctx,
    open: &Open,
    names: &Names,
    chosen: &Wishes,
) -> web::Result<Vec<Candidate>> {
    let me = ctx.signed_in()?.actor_id.to_string();
    let all = applying::declared(&mut ctx.read(), open).await?;
    let is_me = |d: &Declared| open.side == Side::First && d.person.ends_with(&format!("/{me}"));
    let one = |(n, c): (usize, &shown::Candidate)| {
        let iri = c.iri.as_str();
        let declared = || all.iter().filter(move |d| d.with.iter().any(|with| with == iri));
        let name = |d: &Declared| match open.person(&d.person) {
            "" => open.ledger.party(Side::First).name.clone(),
            name => name.to_owned(),
        };
        let barred = open.side == Side::First && declared().any(|d| !is_me(d));
        Candidate {
            n,
            name: called(names, iri, c.text("name")),
            address: c.text("address").to_owned(),
            about: about(ctx, c),
            text: c.text("text").to_owned(),
            chosen: chosen.choice(iri),
            declared: declared().map(name).collect(),
            barred,
            own: match chosen.choice(iri) {
                "conflict" if barred && !declared().any(is_me) => "none",
                word => word,
            },
            worked: chosen.worked_with.iter().any(|with| with == iri),
        }
    };
    Ok(shown::all(&open.now).iter().enumerate().map(one).collect())
}

/// What another city has said of itself, in one line.
fn about(ctx: &Ctx, c: &shown::Candidate) -> String {
    let tr = ctx.tr;
    let list = |field: &str, words: &str| {
        let list = c.value(field).as_array().into_iter().flatten().filter_map(Value::as_str);
        list.map(|w| tr.word(words, w)).collect::<Vec<_>>().join(", ")
    };
    let languages = c.value("languages").as_array().into_iter().flatten();
    let languages: Vec<&str> =
        languages.filter_map(Value::as_str).map(|tag| tr.language(tag)).collect();
    let mut about =
        vec![list("sectors", "sector"), list("stages", "application-stages"), languages.join(", ")];
    about.push(tr.country(c.text("country")).to_owned());
    about.push(tr.word("application-population", c.text("population")).to_owned());
    about.retain(|part| !part.is_empty());
    about.join(" · ")
}
