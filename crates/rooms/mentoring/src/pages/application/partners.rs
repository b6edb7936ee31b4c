//! Those with whom an applicant was brought together, and the next step that follows of it.

use content::Values;
use domain::ContentId;
use people::ledger::Open;
use web::{Ctx, context};

use crate::{
    application::{Applicant, Role, State, entry},
    applying,
    begun::{self, Partner, Work},
    matching::Reason,
    next::{Applied, Step, Together, of_application},
    pages::{
        HREF,
        matches::{self, Line},
        next::{Next, Ways},
        programme,
    },
    programme::{Admission, opens},
};

/// Somebody with whom one is to work.
pub struct Match {
    pub name: String,
    pub address: String,
    pub ended: bool,
    pub grant: Option<i64>,
    pub lines: Vec<Line>,
    /// Where the two work together, or where that begins.
    pub work: Option<String>,
    pub begin: String,
    /// Who of the reader's side has begun it already, where she is not named herself.
    pub begun: Option<String>,
}

/// With whom an applicant of a list works or is to work now. Its ledger is read only where there is somebody.
pub async fn partners(ctx: &Ctx, applicant: &Applicant) -> web::Result<Vec<Partner>> {
    if applicant.state != State::Accepted || applicant.partners().next().is_none() {
        return Ok(Vec::new());
    }
    let (ledgers, who) = (ctx.app.ledgers()?, ctx.who());
    let open = applying::see(ledgers, &who, applicant.line.id).await?;
    let mut all = begun::partners(ledgers, &who, &open, ctx.tr.lang()).await?;
    all.retain(|partner| !partner.ended);
    Ok(all)
}

/// The form with which an applicant begins to work with somebody; `programme` is what it is called, and its IRI.
pub fn begin(partner: &Partner, programme: (&str, &str)) -> String {
    let side = if partner.role == Some(Role::Mentor) { "mentor" } else { "mentee" };
    let (title, iri) = programme;
    let query =
        [("with", partner.address.as_str()), ("side", side), ("title", title), ("programme", iri)]
            .map(|(name, value)| format!("{name}={}", context::encode(value)))
            .join("&");
    format!("{HREF}/new?{query}")
}

/// All of them as the page shows them; `title` is that of the programme.
pub fn shown(ctx: &Ctx, open: &Open, title: &str, partners: Vec<Partner>) -> Vec<Match> {
    let iri = open.now.one(entry::ABOUT).text("programme");
    let one = |partner: Partner| {
        let e = open.now.entry(entry::MATCH, &partner.iri);
        let reasons = e.value("reasons").as_array().cloned().unwrap_or_default();
        let reasons: Vec<Reason> =
            reasons.into_iter().filter_map(|r| serde_json::from_value(r).ok()).collect();
        let begin = begin(&partner, (title, iri));
        let (work, begun) = match partner.work {
            Work::Nowhere => (None, None),
            Work::Here(id) => (Some(crate::pages::href(id)), None),
            Work::Others(names) => (None, Some(names.join(", "))),
        };
        Match {
            name: partner.name,
            address: partner.address,
            ended: partner.ended,
            grant: e.number("grant"),
            lines: matches::lines(ctx, &reasons),
            work,
            begin,
            begun,
        }
    };
    partners.into_iter().map(one).collect()
}

/// An application as one of its two sides has it, on its page and in lists.
pub struct Listed<'a> {
    pub applicant: &'a Applicant,
    /// Its programme, with what that says, where it is known here.
    pub programme: Option<(ContentId, &'a Values)>,
    /// What the programme is called.
    pub title: &'a str,
    /// Those with whom it works or is to work now.
    pub partners: &'a [Partner],
}

impl Listed<'_> {
    /// The next step for whoever's page or list it is; nothing where there is none.
    pub fn next(&self, ctx: &Ctx) -> Option<Next> {
        let line = &self.applicant.line;
        let (side, today) = (line.side(), ctx.app.today().to_string());
        let values = self.programme.map(|(_, values)| values);
        let together = Together::of(self.partners.iter().map(|partner| &partner.work));
        let admission = values.map(|values| Admission::of(values, &today));
        let step = of_application(Applied::of(self.applicant, admission, together), side);
        let about = |partner: &&Partner| match step {
            Step::Begin => partner.work == Work::Nowhere,
            Step::Join => matches!(partner.work, Work::Others(_)),
            Step::Work => matches!(partner.work, Work::Here(_)),
            _ => false,
        };
        let partner = self.partners.iter().find(about);
        let work = match partner {
            Some(Partner { work: Work::Here(id), .. }) => crate::pages::href(*id),
            Some(partner) => begin(partner, (self.title, line.subject.as_str())),
            None => String::new(),
        };
        let at = self.programme.map(|(id, _)| programme::href(id));
        let below = |place: &str| at.as_ref().map(|at| format!("{at}/{place}")).unwrap_or_default();
        let ways = Ways {
            home: &super::href(line.id),
            apply: &below("apply"),
            matching: &below("matching"),
            work: &work,
        };
        let other = partner.map_or(line.party(side.other()).0, |partner| partner.name.as_str());
        let opens = values.and_then(|values| opens(values, &today)).unwrap_or_default();
        let opens = ctx.local.partial_date(opens);
        Next::of_application(ctx.tr, step, ways, (other, opens.as_str()))
    }
}
