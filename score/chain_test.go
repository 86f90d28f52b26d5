package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// chained writes records as a ledger, naively: encoding/json sorts keys too.
func chained(records ...map[string]any) [][]byte {
	var lines [][]byte
	prev := NoLine
	for i, r := range records {
		r = maps.Clone(r)
		r["seq"], r["prev"] = i+1, prev
		line, err := json.Marshal(r)
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(line)
		prev = hex.EncodeToString(sum[:])
		lines = append(lines, line)
	}
	return lines
}

func asked(id, at string) map[string]any {
	return map[string]any{"type": "question", "q": id, "at": at, "by": "a", "text": "Will it?", "rule": "two wire reports",
		"opens": "2016-09-01", "closes": "2016-10-01", "base_rate": 0.2}
}

func forecasted(id, at string, p any) map[string]any {
	return map[string]any{"type": "forecast", "q": id, "at": at, "by": "a", "p": p}
}

func resolved(id, at string, outcome any) map[string]any {
	return map[string]any{"type": "resolution", "q": id, "at": at, "by": "b", "outcome": outcome, "source": "record"}
}

func sound() []map[string]any {
	return []map[string]any{
		asked("x", "2016-09-01"), forecasted("x", "2016-09-01T09:00:00Z", 0.6), asked("y", "2016-09-02"),
		forecasted("y", "2016-09-03", 0.5), forecasted("x", "2016-09-04", 0.4), resolved("x", "2016-09-20", 1), forecasted("y", "2016-10-01", 0.9),
	}
}

func TestVerify(t *testing.T) {
	lines := chained(sound()...)
	got, broken := Verify(lines)
	sum := sha256.Sum256(lines[len(lines)-1])
	if broken != nil || got.Lines != len(lines) || got.Head != hex.EncodeToString(sum[:]) {
		t.Errorf("%+v, %v", got, broken)
	}
	if got, broken := Verify(nil); broken != nil || got != (Chain{NoLine, 0}) {
		t.Errorf("empty: %+v, %v", got, broken)
	}
	with := func(i int, changes map[string]any) [][]byte {
		records := sound()
		maps.Copy(records[i], changes)
		return chained(records...)
	}
	bytesOf := func(i int, line string) [][]byte {
		l := chained(sound()...)
		l[i] = []byte(line)
		return l
	}
	for name, c := range map[string]struct {
		lines  [][]byte
		line   int
		reason string
	}{
		"not JSON":          {bytesOf(2, `{"type"`), 3, ReasonJSON},
		"a list":            {bytesOf(2, `[]`), 3, ReasonJSON},
		"not UTF-8":         {bytesOf(2, "{\"a\":\"\xff\"}"), 3, ReasonJSON},
		"empty line":        {bytesOf(2, ""), 3, ReasonJSON},
		"field twice":       {bytesOf(2, `{"seq":3,"s\u0065q":3}`), 3, ReasonJSON},
		"seq before prev":   {bytesOf(2, `{"seq":4,"prev":"x"}`), 3, ReasonSeq},
		"seq as text":       {bytesOf(2, `{"seq":"3"}`), 3, ReasonSeq},
		"prev as number":    {bytesOf(2, `{"seq":3,"prev":0}`), 3, ReasonPrev},
		"no time":           {with(3, map[string]any{"at": "soon"}), 4, ReasonAt},
		"earlier":           {with(4, map[string]any{"at": "2016-09-02T23:59:59Z"}), 5, ReasonAt},
		"unknown type":      {with(4, map[string]any{"type": "remark"}), 5, ReasonType},
		"unknown question":  {with(4, map[string]any{"q": "z"}), 5, ReasonUnknownQuestion},
		"resolves nothing":  {with(5, map[string]any{"q": "z"}), 6, ReasonUnknownQuestion},
		"voids nothing":     {with(5, map[string]any{"q": "z", "type": "void"}), 6, ReasonUnknownQuestion},
		"asked later":       {with(1, map[string]any{"q": "y"}), 2, ReasonUnknownQuestion},
		"before it opens":   {with(2, map[string]any{"opens": "2016-09-03T00:00:01Z"}), 4, ReasonBeforeOpens},
		"after it closes":   {with(2, map[string]any{"closes": "2016-09-30T23:00:00Z"}), 7, ReasonAfterCloses},
		"after resolution":  {with(6, map[string]any{"q": "x"}), 7, ReasonAfterResolution},
		"after it was void": {chained(asked("x", "2016-09-01"), map[string]any{"type": "void", "q": "x", "at": "2016-09-02", "reason": "?"}, forecasted("x", "2016-09-03", 0.5)), 3, ReasonAfterResolution},
	} {
		_, broken := Verify(c.lines)
		if broken == nil || broken.Line != c.line || broken.Reason != c.reason || broken.Cause == "" || !strings.Contains(broken.Error(), CodeChain) {
			t.Errorf("%s: %v, want line %d %s", name, broken, c.line, c.reason)
		}
	}
}

// Whatever is done to a line inside, it is found; a change of the last line
// shows in the head.
func TestTamperingIsFound(t *testing.T) {
	lines := chained(sound()...)
	head, _ := Verify(lines)
	rapid.Check(t, func(t *rapid.T) {
		l := slices.Clone(lines)
		i := rapid.IntRange(0, len(l)-1).Draw(t, "line")
		switch rapid.SampledFrom([]string{"edit", "drop", "swap", "insert"}).Draw(t, "what") {
		case "edit":
			b := bytes.Clone(l[i])
			k := rapid.IntRange(0, len(b)-1).Draw(t, "byte")
			b[k] ^= byte(rapid.IntRange(1, 255).Draw(t, "xor"))
			l[i] = b
		case "drop":
			l = slices.Delete(l, i, i+1)
		case "swap":
			j := rapid.IntRange(0, len(l)-1).Draw(t, "with")
			if i == j {
				return
			}
			l[i], l[j] = l[j], l[i]
		case "insert":
			l = slices.Insert(l, i, l[rapid.IntRange(0, len(l)-1).Draw(t, "copy of")])
		}
		if got, broken := Verify(l); broken == nil && got == head {
			t.Fatalf("not found:\n%s", bytes.Join(l, []byte("\n")))
		}
	})
}

func TestCanonical(t *testing.T) {
	for text, want := range map[string]string{
		`{ "b": 1.0, "a": [ true, null, "x" ] }`:                      `{"a":[true,null,"x"],"b":1}`,
		`[0.1, 1e2, 1E-7, 1e21, -0, 123456789012, 0.000001, 1.5e300]`: `[0.1,100,1e-7,1e+21,0,123456789012,0.000001,1.5e+300]`,
		`"caf\u00e9 <&> \u2028 \" \\ \/ \n \u0001 \ud83d\ude00"`:      "\"café <&> \u2028 \\\" \\\\ / \\n \\u0001 😀\"",
		`{"é":1,"z":2,"Z":3}`:                                         `{"Z":3,"z":2,"é":1}`,
	} {
		got, err := CanonicalJSON([]byte(text))
		if err != nil || string(got) != want {
			t.Errorf("%s is written %s (%v), want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "{", "1 2", "1e999"} {
		if _, err := CanonicalJSON([]byte(text)); code(err) != CodeField {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, v := range []any{"\xff", []any{struct{}{}}, map[string]any{"\xff": 1}} {
		if _, err := Canonical(v); code(err) != CodeField {
			t.Errorf("%v: %v", v, err)
		}
	}
}

// What is written reads back the same, and a second writing changes nothing.
func TestCanonicalReadsBack(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) any {
		return map[string]any{
			rapid.String().Draw(t, "name"): rapid.String().Draw(t, "text"),
			"n":                            rapid.Float64().Draw(t, "n") + 0, // no -0, which is written 0
			"l":                            []any{rapid.Bool().Draw(t, "b"), nil},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		v := value.Draw(t, "v")
		once, err := Canonical(v)
		if err != nil {
			t.Skip(err)
		}
		var back any
		if err := json.Unmarshal(once, &back); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(back) != fmt.Sprint(v) {
			t.Fatalf("%s reads back as %v, was %v", once, back, v)
		}
		twice, err := CanonicalJSON(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s, again %s (%v)", once, twice, err)
		}
	})
}

func FuzzVerify(f *testing.F) {
	f.Add(bytes.Join(chained(sound()...), []byte("\n")))
	f.Add([]byte("{\"a\":[1,{\"b\\\"\":\"}\"}] , \"seq\" : 1}\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := Lines(data)
		chain, broken := Verify(lines)
		if broken != nil {
			if broken.Line < 1 || broken.Line > len(lines) || broken.Cause == "" {
				t.Fatalf("%+v of %d lines", broken, len(lines))
			}
			return
		}
		if chain.Lines != len(lines) {
			t.Fatalf("%d lines of %d", chain.Lines, len(lines))
		}
	})
}

// FuzzScan holds the reader of lines to encoding/json.
func FuzzScan(f *testing.F) {
	for _, line := range chained(sound()...) {
		f.Add(line)
	}
	f.Add([]byte(` { "a\u0062" : [ { "x" : "]" } ] , "c":-1.5e3 ,"d":{}, "":null } `))
	f.Fuzz(func(t *testing.T, line []byte) {
		got, cause := scan(line, nil)
		var want map[string]json.RawMessage
		if cause != "" {
			return
		}
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatalf("read, and encoding/json says %v", err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d fields, want %d", len(got), len(want))
		}
		for _, x := range got {
			var a, b bytes.Buffer
			if json.Compact(&a, x.value) != nil || json.Compact(&b, want[string(x.name)]) != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Fatalf("%s is %s, want %s", x.name, x.value, want[string(x.name)])
			}
		}
	})
}

func BenchmarkVerify100000Lines(b *testing.B) {
	records := []map[string]any{asked("x", "2016-09-01")}
	for i := range 99_999 {
		records = append(records, forecasted("x", "2016-09-02T09:00:00Z", float64(i%100)/100))
		records[i+1]["because"] = "the tie between the two has held for years, and nothing that is known of the talks speaks against it"
	}
	lines := chained(records...)
	for b.Loop() {
		if _, broken := Verify(lines); broken != nil {
			b.Fatal(broken)
		}
	}
}
