//! The order in which a conversation is read: the accepted answer first, under everything what
//! answers it. Answers nest visibly three levels deep; deeper ones stand in the third level and
//! say whom they answer.

use content::read::{Comment, Thread};
use domain::ContentId;

/// The levels that are visible as such.
const LEVELS: usize = 3;

/// A comment with the answers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch<T> {
    pub comment: T,
    /// Whom it answers, where its place does not say so; empty otherwise.
    pub answers: String,
    pub replies: Vec<Self>,
}

/// What the order depends on.
pub(super) trait Said {
    fn id(&self) -> ContentId;
    /// The name of its author.
    fn name(&self) -> &str;
}

impl Said for Comment {
    fn id(&self) -> ContentId {
        self.id
    }
    fn name(&self) -> &str {
        &self.author_name
    }
}

impl From<Thread> for Branch<Comment> {
    fn from(thread: Thread) -> Self {
        let replies = thread.replies.into_iter().map(Self::from).collect();
        Self { comment: thread.comment, answers: String::new(), replies }
    }
}

/// Puts the accepted answer first and flattens what is too deep.
pub(super) fn arrange<T: Said>(
    mut branches: Vec<Branch<T>>,
    answer: Option<ContentId>,
) -> Vec<Branch<T>> {
    let accepted = answer.and_then(|id| take(&mut branches, id, ""));
    accepted.into_iter().chain(branches).map(|branch| place(branch, 1)).collect()
}

/// Takes a comment with everything under it out of the tree; it then says whom it answers.
fn take<T: Said>(branches: &mut Vec<Branch<T>>, id: ContentId, to: &str) -> Option<Branch<T>> {
    if let Some(at) = branches.iter().position(|b| b.comment.id() == id) {
        return Some(Branch { answers: to.to_owned(), ..branches.remove(at) });
    }
    branches.iter_mut().find_map(|b| take(&mut b.replies, id, b.comment.name()))
}

fn place<T: Said>(branch: Branch<T>, level: usize) -> Branch<T> {
    let Branch { comment, answers, replies } = branch;
    let replies = if level + 1 < LEVELS {
        replies.into_iter().map(|reply| place(reply, level + 1)).collect()
    } else {
        let mut flat = Vec::new();
        for reply in replies {
            flatten(reply, &mut flat);
        }
        flat
    };
    Branch { comment, answers, replies }
}

fn flatten<T: Said>(branch: Branch<T>, into: &mut Vec<Branch<T>>) {
    let Branch { comment, answers, replies } = branch;
    let name = comment.name().to_owned();
    into.push(Branch { comment, answers, replies: Vec::new() });
    for reply in replies {
        flatten(Branch { answers: name.clone(), ..reply }, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Line(u128, String);

    impl Said for Line {
        fn id(&self) -> ContentId {
            ContentId(uuid::Uuid::from_u128(self.0))
        }
        fn name(&self) -> &str {
            &self.1
        }
    }

    fn says(n: u128, replies: Vec<Branch<Line>>) -> Branch<Line> {
        Branch { comment: Line(n, format!("p{n}")), answers: String::new(), replies }
    }

    /// „1 (2 3^p2)“: each comment with what stands under it, `^` before whom it says it answers.
    fn drawn(branches: &[Branch<Line>]) -> String {
        let one = |b: &Branch<Line>| {
            let to = if b.answers.is_empty() { String::new() } else { format!("^{}", b.answers) };
            let under = drawn(&b.replies);
            let under = if under.is_empty() { under } else { format!(" ({under})") };
            format!("{}{to}{under}", b.comment.0)
        };
        branches.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn conversation() -> Vec<Branch<Line>> {
        let deep = says(4, vec![says(5, vec![says(6, vec![])]), says(7, vec![])]);
        vec![says(1, vec![]), says(2, vec![says(3, vec![deep])]), says(8, vec![])]
    }

    #[test]
    fn the_fourth_level_stands_in_the_third() {
        assert_eq!(drawn(&arrange(conversation(), None)), "1 2 (3 (4 5^p4 6^p5 7^p4)) 8");
    }

    #[test]
    fn the_accepted_answer_comes_first_with_its_replies() {
        let with =
            |n: u128| drawn(&arrange(conversation(), Some(ContentId(uuid::Uuid::from_u128(n)))));
        assert_eq!(with(8), "8 1 2 (3 (4 5^p4 6^p5 7^p4))");
        assert_eq!(with(4), "4^p3 (5 (6) 7) 1 2 (3) 8");
        assert_eq!(with(99), drawn(&arrange(conversation(), None)));
    }
}
