use domain::{Lang, Sector, access::Who};
use people::{
    Markup,
    organisations::{self, Level, OrganisationForm, OrganisationText, PopulationBand},
    testing::city,
};
use store::Store;

use crate::{fields, key};

fn form(name: &str) -> OrganisationForm {
    OrganisationForm {
        texts: vec![OrganisationText {
            lang: Lang::bulgarian(),
            name: name.to_owned(),
            headline: "Център".to_owned(),
            summary: Markup::plain("За нас."),
        }],
        country: "bg".to_owned(),
        nuts: "bg411".to_owned(),
        population_band: Some(PopulationBand::Over1m),
        website: "https://example.org".to_owned(),
        sectors: vec![Sector::parse("health").unwrap()],
        details: serde_json::json!({ "founded": 2011 }),
        ..OrganisationForm::new(Level::National)
    }
}

store::on_both! {
    async fn administrators_keep_the_directory(store: Store) {
        let city = city(&store).await;
        let elena = city.person("elena").await;
        assert_eq!(key(organisations::create(&store, &elena.who, form("А")).await), "not-found");
        let ada = &city.admin.who;
        let bad = OrganisationForm {
            website: "javascript:alert(1)".to_owned(),
            nuts: "!".to_owned(),
            ..form("")
        };
        let bad = organisations::create(&store, ada, bad).await;
        assert_eq!(fields(bad), ["name.bg", "nuts", "website"]);
        let id = organisations::create(&store, ada, form("Първи стъпки")).await.unwrap();
        let q = &mut store.read();
        let page = organisations::page(q, &Who::Visitor, "parvi_stapki", "", &Lang::english()).await.unwrap();
        let o = &page.organisation;
        assert_eq!((o.id, o.country.as_str(), o.nuts.as_str()), (id, "BG", "BG411"));
        assert_eq!((o.level(), o.population_band()), (Some(Level::National), Some(PopulationBand::Over1m)));
        assert_eq!(o.details["founded"], 2011);
        assert_eq!(page.sectors[0].slug(), "health");

        let change = OrganisationForm { population_band: None, ..form("Втори стъпки") };
        organisations::update(&store, ada, id, change).await.unwrap();
        let wrong = organisations::update(&store, ada, elena.actor, form("X")).await;
        assert_eq!(key(wrong), "not-found");
        let list = organisations::list(q, None, &Lang::english(), None, 1).await.unwrap();
        assert_eq!(list.items[0].name, "Втори стъпки");
        let next = list.next.as_ref();
        let list = organisations::list(q, None, &Lang::english(), next, 1).await.unwrap();
        assert_eq!(list.items[0].handle, "haskovo");
        // A reader of another language finds it where its name in that language belongs.
        let english = OrganisationText {
            name: "Second Steps".to_owned(),
            ..OrganisationText::empty(Lang::english())
        };
        let mut change = form("Яворови стъпки");
        change.texts.push(english);
        organisations::update(&store, ada, id, change).await.unwrap();
        for (lang, first) in [(Lang::english(), id), (Lang::bulgarian(), city.organisation)] {
            let list = organisations::list(q, None, &lang, None, 9).await.unwrap();
            assert_eq!((list.items[0].id, list.items.len()), (first, 2), "{lang}");
        }
        let local = organisations::list(q, Some(Level::Local), &Lang::english(), None, 9).await.unwrap();
        assert_eq!(local.items.len(), 1);
    }
}
