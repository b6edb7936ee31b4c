//! Words that hold a sentence together, verbs of which every sentence is made, counts and times. What somebody writes in
//! plain words is full of them, and they say nothing of what it is about. In a query of two or three words each may be
//! meant, so queries keep them.
//!
//! Broad words say something elsewhere and little here, where everything is about cities and those who come to live in
//! them.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    analyse::{SPELT, tokens},
    stem,
};

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
    трябваше тук тя тях у утре хайде цял чак че често чрез ще що щом щото я кой колко ние чий \
    чии чия чие";

/// Forms of verbs that go with anything: to have, to want, to be able, to make, to find, to know, to give, to begin;
/// and to hire, whose stem is that of rent.
const BULGARIAN_VERBS: &str = "\
    взема вземам вземаме вземат вземе вземем вземете дава давам даваме дават давате дадат даде \
    дадем дадете дам започваме започвате започна започнат започне започнем започнете знае знаем \
    знаете знам зная знаят идва идваме идват използваме има имам имаме имат имате имаха имаш \
    имаше иска искам искаме искат искате каже кажем кажете мислим мислите мисля мога могат можем \
    можете можеш можеше намери намерим намерите намериш намеря намерят намира намирам намираме \
    намират наемат наеме наемем наемете наемаме направи направим направите направих направя направят нужда нужен нужна нужни нужно \
    няма нямам нямаме нямат нямате нямаше опитахме опитваме отговаря отговарят пита питам питаме \
    питат получа получава получаваме получават получат получи получим получите помогнат помогне \
    помогнем помогнете прави правим правите правя правят работим работите работя работят стига \
    стигам стигаме стигат стигате стигнат стигне стигнем стигнете търси търсим търся";

/// How many, which one in a row, and when.
const BULGARIAN_COUNTS: &str = "\
    веднъж втора втората втори втория второ г година годината години годишно двайсет двама двата \
    две двете девет ден десет дневно днес дни дните ежедневно месец месеца месеци месечно осем \
    пет петдесет първа първата първи първия първо път пъти седем седмица седмици седмично сто три \
    трийсет трима трите час часа часове четири четирийсет шест";

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
    without won would wouldn yes yet you your yours become becomes begin begins happen happens \
    work works working";

const ENGLISH_COUNTS: &str = "\
    daily day days eight five four full hour hours hundred month monthly months nine second seven \
    six ten third thirty three time times twenty two week weekly weeks year yearly years";

/// Words without which hardly anything here can be said.
const BROAD: &str = "\
    бежанец бежански временна град градски гражданин държава европейски жител закрила интеграция \
    международна местен мигрант мигрантски място новодошъл новодошли община общински опит проект \
    семейство статут услуга хора човек чужденец \
    citizen city country european experience family foreigner immigrant integration international \
    local migrant municipal municipality newcomer people person place project protection refugee \
    resident service status temporary";

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = [BULGARIAN, BULGARIAN_VERBS, BULGARIAN_COUNTS, ENGLISH, ENGLISH_COUNTS];
    lists.into_iter().flat_map(str::split_whitespace).collect()
});

static BROAD_STEMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| BROAD.split_whitespace().map(likeliest).collect());

/// The stem in the language that most of the script of a word is in here.
fn likeliest(folded: &str) -> String {
    stem::in_all(folded).close.pop().unwrap_or_default()
}

/// Whether a folded word says nothing of what a text is about.
pub fn is_plain(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// Whether a folded word, in one form or another, says little of what a text is about among all the others here.
pub fn is_broad(folded: &str) -> bool {
    BROAD_STEMS.contains(&likeliest(folded))
}

/// A word of a text that says something of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Telling<'a> {
    /// As it stands there.
    pub word: &'a str,
    /// Whether it says little, beside another that says more.
    pub broad: bool,
}

/// The words of a text that say what it is about, each in the first of its forms; empty when none does. Numbers do not.
pub(super) fn telling(text: &str) -> Vec<Telling<'_>> {
    let (mut all, mut known) = (Vec::new(), HashSet::new());
    for token in tokens(text) {
        if is_plain(&token.folded) || token.folded.starts_with(SPELT) {
            continue;
        }
        let stem = likeliest(&token.folded);
        let broad = BROAD_STEMS.contains(&stem);
        if known.insert(stem) {
            all.push(Telling { word: &text[token.start..token.end], broad });
        }
    }
    // Where there are no others, they are what it is about.
    if all.iter().all(|telling| telling.broad) {
        for telling in &mut all {
            telling.broad = false;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> (String, String) {
        let (broad, telling): (Vec<_>, Vec<_>) = telling(text).into_iter().partition(|t| t.broad);
        let joined = |all: Vec<Telling>| all.iter().map(|t| t.word).collect::<Vec<_>>().join(" ");
        (joined(telling), joined(broad))
    }

    fn both(telling: &str, broad: &str) -> (String, String) {
        (telling.to_owned(), broad.to_owned())
    }

    #[test]
    fn what_is_left_says_what_it_is_about() {
        let need =
            "Как да намерим жилища за семейства с временна закрила, когато хазяите отказват?";
        assert_eq!(words(need), both("жилища хазяите отказват", "семейства временна закрила"));
        let need = "How can we find a flat, two flats for families when landlords say no?";
        assert_eq!(words(need), both("flat landlords", "families"));
        assert_eq!(words("Защо? Как? When?"), both("", ""));
        assert_eq!(words("Наредба 4 от 2026 г."), both("Наредба", ""));
    }

    #[test]
    fn broad_words_tell_only_among_themselves() {
        assert_eq!(words("Опитът на общините с бежанците"), both("Опитът общините бежанците", ""));
        assert!(is_broad("общините") && is_broad("municipalities") && !is_broad("обучение"));
    }

    #[test]
    fn words_that_look_like_them_stay() {
        for word in [
            "право",
            "права",
            "правила",
            "намерение",
            "даване",
            "помощ",
            "знание",
            "пътуване",
            "housing",
        ] {
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
