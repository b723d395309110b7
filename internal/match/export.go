package match

import "slices"

// Tables are all that a matcher knows, as data: who has them and the rules of
// this package comes to the same result. Weights and factors are whole numbers.
type Tables struct {
	Cues    Cues              `json:"cues"`
	Units   map[string]string `json:"units"`   // of time: word to letter
	Rhythms map[string]string `json:"rhythms"` // words such as annually: to a period
	Numbers map[string]int    `json:"numbers"` // words of numbers
	Topics  []Profile         `json:"topics"`  // in the order of the vocabulary
	Outside []Profile         `json:"outside"`
	Weights map[string]int    `json:"weights"` // of stems, in thousandths
	Rare    int               `json:"rare"`    // of a stem that is not among Weights
	Own     []string          `json:"own"`     // names that are left out, the longest first
	Factors Factors           `json:"factors"`
}

// Profile is a topic, or a subject outside of the topics. The phrases of a topic
// are stems, those of a subject are words in the singular.
type Profile struct {
	ID      string     `json:"id"`
	About   string     `json:"about"`
	Strong  [][]string `json:"strong"`
	Words   [][]string `json:"words,omitempty"`
	Against [][]string `json:"against,omitempty"`
	Known   []string   `json:"known,omitempty"` // stems of Strong and Words, sorted
	Heavy   bool       `json:"heavy,omitempty"`
}

// Factors are the numbers of the rules.
type Factors struct {
	Strong       int `json:"strong"`
	Word         int `json:"word"`
	Loose        int `json:"loose"`
	Against      int `json:"against"`
	Around       int `json:"around"`
	Aside        int `json:"aside"`
	Section      int `json:"section"`
	Before       int `json:"before"`
	Nearness     int `json:"nearness"`
	Reach        int `json:"reach"`
	Turning      int `json:"turning"`
	BoundBefore  int `json:"bound_before"`
	BoundBehind  int `json:"bound_behind"`
	LeastScore   int `json:"least_score"`
	LeastMargin  int `json:"least_margin"`
	LeastKnown   int `json:"least_known"`
	LeastSure    int `json:"least_sure"`
	Outside      int `json:"outside"`
	HeavyOutside int `json:"heavy_outside"`
}

// Tables returns what the matcher knows. The caller changes none of it.
func (m *Matcher) Tables() Tables {
	return Tables{
		Cues: embedded().cues, Units: m.units, Rhythms: m.rhythms, Numbers: m.numbers,
		Topics: exported(m.profiles), Outside: exported(m.outside), Weights: m.weight, Rare: m.rare, Own: slices.Clone(m.own),
		Factors: Factors{
			Strong: strongFactor, Word: wordFactor, Loose: looseFactor, Against: againstFactor, Around: aroundFactor, Aside: asideFactor,
			Section: sectionFactor, Before: beforeFactor, Nearness: nearness, Reach: reach, Turning: turning, BoundBefore: boundBefore, BoundBehind: boundBehind,
			LeastScore: leastScore, LeastMargin: leastMargin, LeastKnown: leastKnown, LeastSure: leastSure, Outside: outsideBar, HeavyOutside: heavyBar,
		},
	}
}

func exported(profiles []profile) []Profile {
	out := make([]Profile, len(profiles))
	for i, p := range profiles {
		out[i] = Profile{ID: p.id, About: p.about, Strong: p.strong, Words: p.words, Against: p.against, Known: sorted(p.known), Heavy: p.heavy}
	}
	return out
}

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
