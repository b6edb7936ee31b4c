//! `/communities/{handle}/requests`: who waits, who is invited, who was put out.

use askama::Template;
use axum::extract::Path;
use domain::access::Standing;
use people::communities::{self, Member};
use web::{Ctx, Shell};

use crate::head::{Head, actor_href};

#[derive(Template)]
#[template(path = "communities/requests.html")]
struct Requests {
    shell: Shell,
    head: Head,
    waiting: Vec<Member>,
    invited: Vec<Member>,
    banned: Vec<Member>,
    /// Instances that may hold what is for members.
    hosts: Vec<String>,
}

impl Requests {
    /// Whether accepting her would let her instance hold what is for members.
    fn brings_host(&self, m: &Member) -> bool {
        self.head.members_only() && !m.host.is_empty() && !self.hosts.contains(&m.host)
    }

    fn href(&self, m: &Member) -> String {
        actor_href(m.kind == federation::ActorKind::Organisation, &m.handle, &m.host)
    }
}

/// `GET /communities/{handle}/requests`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    let (who, lang, mut q) = (ctx.who(), ctx.tr.lang(), ctx.read());
    let id = head.id();
    let waiting = communities::requests(&mut q, &who, id, Standing::Requested, lang).await?;
    let invited = communities::requests(&mut q, &who, id, Standing::Invited, lang).await?;
    let banned = communities::requests(&mut q, &who, id, Standing::Banned, lang).await?;
    let hosts = communities::hosts(&mut q, &who, id).await?;
    let hosts = hosts.into_iter().map(|h| h.host).collect();
    let shell = head.shell(&ctx, "requests-title");
    ctx.page(&Requests { shell, head, waiting, invited, banned, hosts })
}
