//! The kind `practice`: a good practice, described so that another city can decide in a minute
//! and adopt in an hour. The fields follow the templates of EWSI, URBACT and Interreg Europe, the
//! SPRING grid and UNHCR's criteria, with what practitioners miss there: costs, staffing, the
//! grade of evidence, what failed, and what it takes to do it elsewhere.

use content::{
    Draft, Field, Kind, Shape, checks,
    kind::{
        ApType, Counter, PLAIN, Place, Section,
        lists::{POPULATION, STAGES},
    },
    lineage,
};
use domain::FieldErrors;

use crate::{endorsement::ENDORSEMENT, review::REVIEW};

/// For whom a practice is.
pub const TARGET_GROUPS: &[&str] = &[
    "newcomers",
    "refugees",
    "asylum-seekers",
    "migrant-workers",
    "eu-mobile-citizens",
    "migrant-women",
    "migrant-men",
    "children",
    "young-people",
    "unaccompanied-minors",
    "older-people",
    "families-with-children",
    "parents",
    "family-members",
    "people-with-disabilities",
    "lgbtiq-people",
    "students",
    "job-seekers",
    "employees",
    "third-country-nationals",
    "hostel-residents",
    "shift-workers",
    "rural-residents",
    "local-residents",
    "host-community",
    "municipal-staff",
    "municipal-companies",
    "budget-officers",
    "local-authorities",
    "state-offices",
    "social-partners",
    "employers",
    "teachers",
    "health-workers",
    "mediators",
    "interpreters",
    "volunteers",
    "ngos",
    "organisations-working-with-refugees",
    "migrant-organisations",
    "media",
];

/// The legal status of the people it is for.
pub const LEGAL_STATUS: &[&str] = &[
    "any",
    "international-protection",
    "temporary-protection",
    "asylum-applicant",
    "third-country-national",
    "eu-citizen",
    "family-reunification",
    "stateless",
    "undocumented",
    "naturalised",
];

/// What has become of it.
pub const STATUS: &[&str] = &["pilot", "running", "regular-service", "completed", "stopped"];

/// What it costs: the greater of the start and one year, in euros.
pub const COST_BANDS: &[&str] = &["under-5k", "5k-20k", "20k-100k", "over-100k", "unknown"];

/// How well its results are known, the least first.
pub const EVIDENCE: &[&str] = &["described", "documented", "measured", "evaluated"];

/// Whether it worked.
pub const OUTCOMES: &[&str] = &["worked", "mixed", "failed"];

/// Who paid for it.
pub const FUNDING: &[&str] =
    &["municipal", "state", "amif", "esf", "erdf", "other-eu", "foundation", "private", "none"];

/// What assessors ask (SPRING; UNHCR): each is a promise that the text should bear out.
pub const CHECKS: &[&str] = &[
    "accessible",
    "host-society-active",
    "users-consulted",
    "age-gender-diversity",
    "partnership",
    "continuation-secured",
    "extended",
];

const FIELDS: &[Field] = &[
    // Key facts, in the order in which another city decides.
    Field::new("target_groups", Shape::Choices(TARGET_GROUPS), "facts", "gh:targetGroup")
        .required()
        .facet(),
    Field::new("legal_status", Shape::Choices(LEGAL_STATUS), "facts", "gh:legalStatus").facet(),
    Field::new("city", Shape::Line, "facts", "gh:city").own().required().max(80),
    Field::new("country", Shape::Country, "facts", "gh:country").own().required().facet(),
    Field::new("population", Shape::Choice(POPULATION), "facts", "gh:population").own().facet(),
    Field::new("lead_organisation", Shape::Line, "facts", "gh:leadOrganisation").own().translated(),
    Field::new("partners", Shape::Line, "facts", "gh:partners").own().translated().max(500),
    Field::new("cost_band", Shape::Choice(COST_BANDS), "facts", "gh:costBand")
        .own()
        .required()
        .facet(),
    Field::new("cost_start", Shape::Money, "facts", "gh:costStart").own(),
    Field::new("cost_year", Shape::Money, "facts", "gh:costPerYear").own(),
    Field::new("funding", Shape::Choices(FUNDING), "facts", "gh:funding").own().facet(),
    Field::new("staffing", Shape::Line, "facts", "gh:staffing").own().translated().max(500),
    Field::new("period_start", Shape::Date, "facts", "gh:periodStart").own(),
    Field::new("period_end", Shape::Date, "facts", "gh:periodEnd").own(),
    Field::new("status", Shape::Choice(STATUS), "facts", "gh:status").own().required().facet(),
    Field::new("outcome", Shape::Choice(OUTCOMES), "facts", "gh:outcome").own().required().facet(),
    Field::new("evidence_grade", Shape::Choice(EVIDENCE), "facts", "gh:evidenceGrade")
        .own()
        .required()
        .facet(),
    Field::new("stage", Shape::Choice(STAGES), "facts", "gh:policyStage").required().facet(),
    Field::new("contact_role", Shape::Line, "facts", "gh:contactRole").own().translated().max(120),
    Field::new("website", Shape::Url, "facts", "gh:website").own(),
    checks::FIELDS[0].own(),
    checks::FIELDS[1].own(),
    // The story.
    Field::new("problem", Shape::Text, "problem", "gh:problem").translated().required(),
    Field::new("context", Shape::Text, "problem", "gh:context").own().translated(),
    Field::new("target_groups_text", Shape::Text, "approach", "gh:beneficiaries").translated(),
    Field::new("approach", Shape::Text, "approach", "gh:approach").translated().required(),
    Field::new("figures", Shape::Figures, "results", "gh:figures").own(),
    Field::new("results", Shape::Text, "results", "gh:results").own().translated().required(),
    Field::new("evidence", Shape::Text, "results", "gh:evidence").own().translated(),
    Field::new("failed", Shape::Text, "failed", "gh:failures").own().translated().required(),
    Field::new("lessons", Shape::Text, "failed", "gh:lessons").own().translated(),
    Field::new("participation", Shape::Text, "participation", "gh:participation")
        .own()
        .translated(),
    Field::new("checks", Shape::Choices(CHECKS), "participation", "gh:checks").own().facet(),
    // What another city needs.
    Field::new("preconditions", Shape::Checklist, "kit", "gh:preconditions").translated(),
    Field::new("steps", Shape::Steps, "kit", "sc:step").translated(),
    Field::new("resources", Shape::Text, "kit", "gh:resources").own().translated(),
    Field::new("kit_text", Shape::Text, "kit", "gh:transferKit").translated(),
    // What only an adaptation says.
    lineage::CHANGES,
    lineage::COST,
    lineage::RESULT,
    lineage::FAILED,
];

const SECTIONS: [Section; 7] = [
    Section { name: "facts", step: "facts", place: Place::Facts },
    Section { name: "problem", step: "story", place: Place::Body },
    Section { name: "approach", step: "story", place: Place::Body },
    Section { name: "results", step: "results", place: Place::Body },
    Section { name: "failed", step: "results", place: Place::Body },
    Section { name: "participation", step: "results", place: Place::Body },
    Section { name: "kit", step: "kit", place: Place::Kit },
];

/// The same with what another city did differently, asked first of all that is told.
static ADAPTED_SECTIONS: &[Section] = &[
    SECTIONS[0],
    lineage::SECTION,
    SECTIONS[1],
    SECTIONS[2],
    SECTIONS[3],
    SECTIONS[4],
    SECTIONS[5],
    SECTIONS[6],
];

/// A good practice, also one that failed.
pub static PRACTICE: Kind = Kind { adapted: Some(&ADAPTED), changed: Some(&CHANGED), ..KIND };

/// The same, taken up from another city.
static ADAPTED: Kind = Kind { sections: ADAPTED_SECTIONS, ..KIND };

/// The same, done in another way.
static CHANGED: Kind = Kind { sections: ADAPTED_SECTIONS, fields: CHANGED_FIELDS, ..KIND };

static CHANGED_FIELDS: &[Field] = &lineage::changed::<{ FIELDS.len() }>(FIELDS);

const KIND: Kind = Kind {
    name: "practice",
    wire: "Practice",
    object: ApType::Article,
    path: "practices",
    fields: FIELDS,
    sections: &SECTIONS,
    summary: true,
    body: false,
    sectors: true,
    licence: true,
    files: true,
    voices: &[&REVIEW, &ENDORSEMENT],
    counter: Counter::Practices,
    check,
    ..PLAIN
};

fn check(draft: &Draft, errors: &mut FieldErrors) {
    checks::order(draft, errors);
    let text = |field: &str| draft.values.get(field).and_then(|v| v.as_str());
    if draft.is_before("period_end", "period_start") {
        errors.add("period_end", "practice-error-period");
    }
    if text("status") == Some("regular-service") && text("period_end").is_some() {
        errors.add("period_end", "practice-error-regular-service");
    }
    if matches!(text("evidence_grade"), Some("measured" | "evaluated"))
        && !draft.values.contains_key("figures")
        && !draft.values.contains_key("evidence")
    {
        errors.add("evidence", "practice-error-evidence");
    }
    let cost = |field: &str| draft.values.get(field).and_then(serde_json::Value::as_i64);
    if let (Some(band), Some(most)) =
        (text("cost_band"), cost("cost_start").into_iter().chain(cost("cost_year")).max())
    {
        let fits = match band {
            "under-5k" => most < 5_000,
            "5k-20k" => (5_000..=20_000).contains(&most),
            "20k-100k" => (20_000..=100_000).contains(&most),
            "over-100k" => most > 100_000,
            _ => false,
        };
        if !fits {
            errors.add("cost_band", "practice-error-cost-band");
        }
    }
}

#[cfg(test)]
mod tests {
    use content::{Goal, Scope, draft, kind::Required};
    use domain::Lang;
    use serde_json::{Value, json};

    use super::*;

    fn keys(values: &Value) -> Vec<(String, &'static str)> {
        let mut draft = Draft::new("practice", Lang::bulgarian());
        draft.values = values.as_object().cloned().unwrap_or_default();
        match draft::check(&PRACTICE, &draft, Goal::Keep) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.0.into_iter().map(|e| (e.field.into_owned(), e.key)).collect(),
        }
    }

    #[test]
    fn what_contradicts_itself_is_said() {
        let wrong = |values: Value| keys(&values).first().map(|(_, key)| *key);
        assert_eq!(
            wrong(json!({"period_start": "2025-03", "period_end": "2024-12-31"})),
            Some("practice-error-period")
        );
        assert_eq!(wrong(json!({"period_start": "2025-03", "period_end": "2025"})), None);
        assert_eq!(
            wrong(json!({"status": "regular-service", "period_end": "2025"})),
            Some("practice-error-regular-service")
        );
        assert_eq!(wrong(json!({"evidence_grade": "measured"})), Some("practice-error-evidence"));
        assert_eq!(
            wrong(json!({"cost_band": "under-5k", "cost_year": 16_400})),
            Some("practice-error-cost-band")
        );
        assert_eq!(
            wrong(json!({"cost_band": "5k-20k", "cost_start": 11_800, "cost_year": 16_400})),
            None
        );
        assert_eq!(wrong(json!({"cost_band": "unknown"})), None);
    }

    #[test]
    fn every_field_stands_in_a_section_once() {
        for (i, field) in FIELDS.iter().enumerate() {
            assert!(ADAPTED_SECTIONS.iter().any(|s| s.name == field.section), "{}", field.name);
            assert!(FIELDS[..i].iter().all(|f| f.name != field.name), "{}", field.name);
            assert!(FIELDS[..i].iter().all(|f| f.wire != field.wire), "{}", field.wire);
        }
        assert!(SECTIONS.iter().all(|s| PRACTICE.in_section(s.name).next().is_some()));
    }

    #[test]
    fn a_tired_officer_is_asked_for_little() {
        let required = FIELDS.iter().filter(|f| f.required == Required::ToPublish);
        let (texts, facts): (Vec<&Field>, Vec<&Field>) =
            required.partition(|f| f.scope == Scope::Translated);
        assert!(texts.len() <= 4, "{} texts", texts.len());
        assert!(facts.len() <= 8, "{} facts", facts.len());
    }
}
