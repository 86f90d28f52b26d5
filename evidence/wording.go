package evidence

import (
	"strings"
	"unicode"

	"entente/quantity"
)

// LintWording returns the ids of the checks that the wording of a judgement
// fails, sorted: words/mixed-rows when words of both rows of the table of
// likelihood occur, words/likelihood-with-confidence when one sentence holds
// such a word and a level of confidence.
func LintWording(text string) []string {
	found := map[string]bool{}
	rows := map[int]bool{}
	for _, sentence := range sentences(text) {
		likelihood, confidence := false, false
		phrases := tokens(sentence)
		for _, w := range quantity.EstimativeWords() {
			if contains(phrases, w.Text) {
				rows[w.Row] = true
				likelihood = true
			}
		}
		for _, level := range []string{"low", "moderate", "high"} {
			confidence = confidence || contains(phrases, level+" confidence")
		}
		if likelihood && confidence {
			found[LintWithConfidence] = true
		}
	}
	if rows[1] && rows[2] {
		found[LintMixedRows] = true
	}
	return keys(found)
}

// tokens is the words of a sentence, one blank between and around them.
func tokens(sentence string) string { return " " + strings.Join(words(sentence), " ") + " " }

func contains(tokens, phrase string) bool { return strings.Contains(tokens, " "+phrase+" ") }

// sentences cuts a text at the ends of lines, and where a full stop, question
// mark or exclamation mark is followed by a blank and what can begin a
// sentence. A single letter before the stop is an initial or a part of "U.S.".
func sentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		out = append(out, sentencesOf([]rune(SearchForm(line)))...)
	}
	return out
}

func sentencesOf(r []rune) []string {
	var out []string
	from := 0
	for i := 0; i < len(r); i++ {
		if !strings.ContainsRune(".?!", r[i]) {
			continue
		}
		end := i + 1
		for end < len(r) && strings.ContainsRune(".?!\"')]", r[end]) {
			end++
		}
		next := end + 1
		if next >= len(r) || r[end] != ' ' || unicode.IsLower(r[next]) || initial(r, i) {
			continue
		}
		out = append(out, string(r[from:end]))
		from, i = next, end
	}
	return append(out, string(r[from:]))
}

func initial(r []rune, stop int) bool {
	return r[stop] == '.' && stop > 0 && unicode.IsLetter(r[stop-1]) && (stop == 1 || !unicode.IsLetter(r[stop-2]))
}
