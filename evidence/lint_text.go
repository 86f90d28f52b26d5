package evidence

import (
	"cmp"
	"strings"
	"unicode"
)

const (
	longestQuote = 25 // words, under share: short-quotes
	longestEcho  = 11 // consecutive words of a text in a paraphrase
)

// finder is the text of a source, or of the whole it is a part of.
func (r *linter) finder(texts map[string]*Finder, id string) *Finder {
	for range len(r.sources) + 1 {
		if f := texts[id]; f != nil {
			return f
		}
		s := r.sources[id]
		if s == nil || s.PartOf == "" {
			return nil
		}
		id = s.PartOf
	}
	return nil
}

// spans looks for the spans of claims in the texts at hand.
func (r *linter) spans(texts map[string]*Finder) {
	for _, c := range r.claims {
		for _, s := range c.Spans {
			f := r.finder(texts, cmp.Or(s.Source, c.Source))
			if f == nil {
				r.add(LintTextNotAtHand, c.ID, "")
				continue
			}
			if s.Paragraph == 0 && s.Exact == "" {
				s.Paragraph = c.Para
			}
			switch f.Find(s).Status {
			case Lost:
				r.add(LintSpanLost, c.ID, "")
			case Ambiguous:
				r.add(LintSpanAmbiguous, c.ID, "")
			case Drifted:
				r.add(LintSpanDrifted, c.ID, "")
			}
		}
	}
}

// sharing finds more of a text's own words than the sharing rule allows.
func (r *linter) sharing(texts map[string]*Finder) {
	rule := r.ledger.Share
	if rule == "" {
		return
	}
	echoes := map[*Finder]map[string]bool{}
	for _, c := range r.claims {
		quotes := []string{c.Quote}
		for _, s := range c.Spans {
			quotes = append(quotes, s.Exact)
		}
		for _, q := range quotes {
			n := len(strings.Fields(q))
			switch {
			case rule == "paraphrase" && n > 0:
				r.add(LintVerbatim, c.ID, "it holds a quote, and the case shares paraphrases only")
			case rule == "short-quotes" && n > longestQuote:
				r.add(LintVerbatim, c.ID, "its quote has "+itoa(n)+" words, and "+itoa(longestQuote)+" are allowed")
			}
		}
		if rule != "paraphrase" {
			continue
		}
		for _, p := range c.stated {
			f := r.finder(texts, p.Source)
			if f == nil {
				continue
			}
			if echoes[f] == nil {
				echoes[f] = runs(words(f.text))
			}
			if echo(words(c.Says), echoes[f]) {
				r.add(LintVerbatim, c.ID, "its paraphrase repeats "+itoa(longestEcho+1)+" or more consecutive words of "+p.Source)
			}
		}
	}
}

// words is the words of a text in lower case, without punctuation.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(SearchForm(text)), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && c != '\''
	})
}

// runs is the set of all runs of words that are one too long to repeat.
func runs(w []string) map[string]bool {
	set := map[string]bool{}
	for i := 0; i+longestEcho < len(w); i++ {
		set[strings.Join(w[i:i+longestEcho+1], " ")] = true
	}
	return set
}

func echo(w []string, set map[string]bool) bool {
	for i := 0; i+longestEcho < len(w); i++ {
		if set[strings.Join(w[i:i+longestEcho+1], " ")] {
			return true
		}
	}
	return false
}
