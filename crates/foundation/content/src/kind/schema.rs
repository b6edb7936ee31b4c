//! The JSON schema of a kind (JSON Schema 2020-12), made from its field list.

use domain::{
    Lang,
    sector::{BUILT_IN, GH},
};
use serde_json::{Map, Value, json};

use super::{Cell, Column, Field, Kind, Required, Scope, Shape, lists};

/// A day, a month or a year.
const DATE: &str = r"^\d{4}(-\d{2}(-\d{2})?)?$";

/// The schema of one thing of this kind as it is exported and imported: what is common to all
/// kinds, `values` for what is the same in every language, and `versions` by language.
pub fn json_schema(kind: &Kind) -> Value {
    let part = |scope: Scope| {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in kind.fields.iter().filter(|f| f.scope == scope) {
            properties.insert(field.name.into(), of_field(field));
            if field.required == Required::ToPublish {
                required.push(json!(field.name));
            }
        }
        json!({"type": "object", "properties": properties, "required": required,
               "additionalProperties": true})
    };
    let mut version = part(Scope::Translated);
    let texts = [
        ("title", kind.titled, 200),
        ("summary", kind.summary, 500),
        ("body", kind.body, crate::draft::BODY_MAX),
    ];
    for (name, has, max) in texts.into_iter().rev() {
        if has && let Some(required) = version["required"].as_array_mut() {
            required.insert(0, json!(name));
            version["properties"][name] = json!({"type": "string", "maxLength": max});
        }
    }
    version["properties"]["origin"] = json!({"enum": ["original", "human", "machine"]});
    let mut properties = json!({
        "kind": {"const": kind.name},
        "lang": {"type": "string", "examples": [Lang::english()]},
        "values": part(Scope::Neutral),
        "versions": {"type": "object", "minProperties": 1, "additionalProperties": version},
    });
    let mut required = vec!["kind", "lang", "values", "versions"];
    if kind.sectors {
        let slugs: Vec<_> = BUILT_IN.iter().map(|s| s.slug()).collect();
        properties["sectors"] =
            json!({"type": "array", "items": {"type": "string", "examples": slugs}, "minItems": 1});
        required.push("sectors");
    }
    if kind.licence {
        properties["licence"] = json!({"enum": lists::LICENCES});
        required.push("licence");
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{GH}{}", kind.wire),
        "title": kind.wire,
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

fn of_cell(column: &Column) -> Value {
    match column.cell {
        Cell::Line => json!({"type": "string", "maxLength": column.max, "pattern": "^[^\\n]*$"}),
        Cell::Text => json!({"type": "string", "maxLength": column.max}),
        Cell::Date => json!({"type": "string", "pattern": DATE}),
        Cell::Url => json!({"type": "string", "format": "uri", "maxLength": column.max}),
    }
}

fn of_field(field: &Field) -> Value {
    let mut schema = match field.shape {
        Shape::Line => json!({"type": "string", "maxLength": field.max, "pattern": "^[^\\n]*$"}),
        Shape::Text | Shape::Steps | Shape::Checklist => {
            json!({"type": "string", "maxLength": field.max, "contentMediaType": "text/markdown"})
        }
        Shape::Choice(options) => json!({"enum": options}),
        Shape::Choices(options) => {
            json!({"type": "array", "items": {"enum": options}, "uniqueItems": true})
        }
        Shape::Number { min, max, decimals, .. } => {
            let whole = if decimals == 0 { "integer" } else { "number" };
            json!({"type": whole, "minimum": min, "maximum": max})
        }
        Shape::Money => json!({"type": "integer", "minimum": 0}),
        Shape::Date => json!({"type": "string", "pattern": DATE}),
        Shape::Url => json!({"type": "string", "format": "uri", "maxLength": field.max}),
        Shape::Country => json!({"enum": lists::COUNTRIES}),
        Shape::Langs => {
            json!({"type": "array", "items": {"type": "string"}, "maxItems": field.max})
        }
        Shape::Flag => json!({"const": true}),
        Shape::Person => json!({"type": "string", "format": "uuid"}),
        Shape::Rows(columns) => {
            let mut properties = Map::new();
            for column in columns {
                properties.insert(column.name.into(), of_cell(column));
            }
            let required: Vec<_> = columns.iter().filter(|c| c.required).map(|c| c.name).collect();
            json!({"type": "array", "maxItems": field.max, "items": {
                "type": "object", "properties": properties, "required": required,
            }})
        }
        Shape::Figures => json!({
            "type": "array",
            "maxItems": field.max,
            "items": {
                "type": "object",
                "properties": {
                    "label": {"type": "object", "minProperties": 1,
                              "additionalProperties": {"type": "string", "maxLength": 200}},
                    "before": {"type": "number"},
                    "after": {"type": "number"},
                    "unit": {"enum": lists::UNITS},
                },
                "required": ["label", "unit"],
            },
        }),
    };
    schema["$comment"] = json!(format!("{}; {}", field.shape.as_str(), field.wire));
    schema
}
