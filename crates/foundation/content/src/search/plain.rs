//! Words that hold a sentence together, and verbs of which every sentence is made. What somebody writes in plain words is
//! full of them, and they say nothing of what it is about. In a query of two or three words each may be meant, so
//! queries keep them.

use std::{collections::HashSet, sync::LazyLock};

use super::analyse::tokens;

const BULGARIAN: &str = "\
    а аз ако ала без беше бил била били било бих биха бихме бъда бъдат бъде бъдем бяха в вас ваш \
    ваша ваше ваши вече ви вие винаги все всеки всички всичко всяка всяко във въпреки върху ги \
    го да даже дали дано до докато докога донякъде достатъчно друг друга други друго е едва \
    един една едни едно ето за заедно заради засега затова защо защото и из или им к ка как \
    каква какви какво както какъв като кога когато кого което които който коя която къде където \
    към ли май макар ме между мен ми много мое може мои моите мой моя му на навсякъде над най \
    нали нас наш наша наше наши не него нещо нея ни никак никога никой никоя нито нищо но някак \
    някога някои някой няколко някоя някъде о обаче около освен особено от отколкото относно още \
    по повече под поне понякога поради после почти пред преди през при просто пък с са сам сама \
    сами само се сега си сигурно след следва сме сте съвсем съм със също тази така такава такива \
    такова такъв там твой твоя те тези ти това тогава тоест този той толкова точно трябва \
    трябваше тук тя тях у утре хайде цял чак че често чрез ще що щом щото я";

/// Forms of verbs that go with anything: to have, to want, to be able, to make, to find, to know, to give, to begin.
const BULGARIAN_VERBS: &str = "\
    дава давам даваме дават давате дадат даде дадем дадете дам започваме започна започнат \
    започне започнем започнете знае знаем знаете знам зная знаят използваме има имам имаме имат \
    имате имаха имаш имаше иска искам искаме искат искате каже кажем кажете мога могат можем \
    можете можеш можеше намери намерим намерите намериш намеря намерят намира намирам намираме \
    намират направи направим направите направих направя направят нужда нужен нужна нужни нужно \
    няма нямам нямаме нямат нямате нямаше опитахме опитваме пита питам питаме питат получа \
    получава получаваме получават получат получи получим получите помогнат помогне помогнем \
    помогнете прави правим правите правя правят търси търсим търся";

const ENGLISH: &str = "\
    a about above after again against all almost alone along already also although always am \
    among an and another any anybody anyone anything are aren around as ask asked asking at away \
    be because been before being below between both but by can cannot could couldn did didn do \
    does doesn doing don done down during each either else enough even ever every everybody \
    everyone everything few find finding first for found from further get gets getting give \
    given gives giving go goes going got had hadn has hasn have haven having he help helped \
    helping her here hers him his how however i if in instead into is isn it its itself just \
    keep know known let lets like ll look looking made make makes making many may maybe me might \
    mine more most much must my need needed needs neither never no nobody none nor not nothing \
    now of off often on once one only or other others our ours out over own perhaps please put \
    quite rather re really said same say says shall she should shouldn since so some somebody \
    someone something sometimes still such take taken takes taking tell than that the their \
    theirs them themselves then there therefore these they thing things this those though \
    through thus to together told too toward towards tried try trying under until up upon us use \
    used using ve very want wanted wants was wasn way ways we well went were weren what whatever \
    when whenever where whether which while who whoever whole whom whose why will with within \
    without won would wouldn yes yet you your yours";

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    [BULGARIAN, BULGARIAN_VERBS, ENGLISH].into_iter().flat_map(str::split_whitespace).collect()
});

/// Whether a folded word says nothing of what a text is about.
pub fn is_plain(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// The words of a text that say what it is about, as they stand there; empty when none does.
pub(super) fn telling(text: &str) -> String {
    let all = tokens(text);
    let telling = all.iter().filter(|token| !is_plain(&token.folded));
    telling.map(|token| &text[token.start..token.end]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_says_what_it_is_about() {
        let need =
            "Как да намерим жилища за семейства с временна закрила, когато хазяите отказват?";
        assert_eq!(telling(need), "жилища семейства временна закрила хазяите отказват");
        let need = "How can we find flats for families when landlords say no?";
        assert_eq!(telling(need), "flats families landlords");
        assert_eq!(telling("Защо? Как? When?"), "");
        assert_eq!(telling("Наредба 4 от 2026 г."), "Наредба 4 2026 г");
    }

    #[test]
    fn words_that_look_like_them_stay() {
        for word in
            ["право", "права", "правила", "намерение", "даване", "помощ", "знание", "housing"]
        {
            assert!(!is_plain(word), "{word}");
        }
    }

    #[test]
    fn they_stand_here_as_they_are_folded() {
        for word in WORDS.iter() {
            let folded: Vec<String> = tokens(word).into_iter().map(|token| token.folded).collect();
            assert_eq!(folded, [*word]);
        }
    }
}
