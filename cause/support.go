package cause

import (
	"cmp"
	"slices"
)

// ClaimLink is a claim that one concept influences another. Flips is how many of
// its ends name the opposite of the concept; two cancel.
type ClaimLink struct {
	ID, From, To string
	Sign         Sign
	Cluster      string // the origin the claim goes back to
	Flips        int
}

// Support says how many voices stand behind a link. A voice is a cluster of
// claims of one origin, so that a repost is no second one. These are shares of
// voices, not sizes of effects and not probabilities.
type Support struct {
	From, To string
	Clusters int      // that speak of the link
	Pos, Neg int      // clusters that give one sign throughout
	Mixed    int      // clusters that give both
	Presence float64  // Clusters / clusters that use both concepts
	Polarity float64  // max(Pos, Neg) / (Pos + Neg + Mixed); NaN when no cluster gives a sign
	Conflict bool     // both signs occur
	Claims   []string // ids, in the order given
}

// SupportOf counts the voices behind each link, by from, then to.
func SupportOf(claims []ClaimLink) []Support {
	uses := map[string]map[string]bool{} // concepts by cluster
	type voice struct{ pos, neg bool }
	type entry struct {
		voices map[string]*voice
		claims []string
	}
	links := map[[2]string]*entry{}
	for _, c := range claims {
		if uses[c.Cluster] == nil {
			uses[c.Cluster] = map[string]bool{}
		}
		uses[c.Cluster][c.From], uses[c.Cluster][c.To] = true, true
		pair := [2]string{c.From, c.To}
		l := links[pair]
		if l == nil {
			l = &entry{voices: map[string]*voice{}}
			links[pair] = l
		}
		l.claims = append(l.claims, c.ID)
		v := l.voices[c.Cluster]
		if v == nil {
			v = &voice{}
			l.voices[c.Cluster] = v
		}
		sign := c.Sign
		if c.Flips%2 != 0 {
			sign = sign.Flip()
		}
		v.pos = v.pos || sign == Plus || sign == NotNegative || sign == Either
		v.neg = v.neg || sign == Minus || sign == NotPositive || sign == Either
	}
	out := []Support{}
	for pair, l := range links {
		s := Support{From: pair[0], To: pair[1], Clusters: len(l.voices), Claims: l.claims}
		for _, v := range l.voices {
			switch {
			case v.pos && v.neg:
				s.Mixed++
			case v.pos:
				s.Pos++
			case v.neg:
				s.Neg++
			}
		}
		both := 0
		for _, concepts := range uses {
			if concepts[s.From] && concepts[s.To] {
				both++
			}
		}
		s.Presence = quotient(s.Clusters, both)
		s.Polarity = quotient(max(s.Pos, s.Neg), s.Pos+s.Neg+s.Mixed)
		s.Conflict = s.Mixed > 0 || s.Pos > 0 && s.Neg > 0
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Support) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}
