//! People, organisations and communities.

use domain::ActorId;
use store::args;

use super::{Builder, DAY, OWN, Post, Size};
use crate::rows::Table;

impl Builder<'_> {
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
    pub(super) async fn people(&mut self, size: Size) -> anyhow::Result<()> {
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

    /// Communities with their members; the writers belong to the first of them.
    pub(super) async fn groups(&mut self, size: Size, posts: &[Post]) -> anyhow::Result<()> {
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
}
