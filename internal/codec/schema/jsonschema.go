package schema

import (
	"bytes"
	"encoding/json"
)

// object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// JSON is the JSON Schema (draft 2020-12) of a case file, by which editors
// complete and check it. It describes any one file of a case, so no section is
// required; and it sees values after a general YAML reader has given them
// types, so a number may stand where the case format reads a text.
func JSON() []byte {
	defs := object{
		{"text", text("")},
		{"id", object{{"type", array{"string", "number"}}, {"pattern", `^[\p{L}\p{Nd}]+(-[\p{L}\p{Nd}]+)*(\.[\p{L}\p{Nd}]+(-[\p{L}\p{Nd}]+)*)*$`}}},
		{"yes-no", object{{"enum", array{"yes", "no", true, false}}}},
		{"date", object{{"type", array{"string", "integer"}}, {"pattern", datePattern("")}}},
		{"dates", object{{"type", array{"string", "integer"}}, {"pattern", datePattern("interval")}}},
		{"value", value},
		{"number", number},
		{"because", object{{"anyOf", array{object{{"type", "string"}}, object{{"type", "array"}, {"minItems", 1}, {"items", object{{"type", "string"}}}}}}}},
		{"judgement", reasoned("why", "by", "date")},
		{"grade", object{{"anyOf", array{
			object{{"type", "string"}, {"pattern", "^[A-F][1-6]$"}},
			object{{"type", "object"}, {"additionalProperties", false}, {"required", array{"is"}}, {"properties", object{
				{"is", object{{"type", "string"}, {"pattern", "^[A-F][1-6]$"}}}, {"by", text("")}, {"date", ref("date")}, {"why", text("")},
			}}},
		}}}},
	}
	seen := map[*Type]bool{}
	var visit func(t *Type)
	visit = func(t *Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		if t != Case {
			defs = append(defs, member{t.def(), t.json()})
		}
		for i := range t.Keys {
			if t.Keys[i].Of != nil {
				visit(t.Keys[i].Of)
			}
		}
	}
	visit(Case)
	visit(Statement)
	whole := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "urn:entente:case:1"},
		{"title", "Entente case file"},
	}
	for _, m := range Case.json() {
		if m.name != "required" {
			whole = append(whole, m)
		}
	}
	whole = append(whole, member{"$defs", defs})
	out, err := json.Marshal(whole)
	if err != nil {
		panic(err) // nothing in the grammar can fail to be written
	}
	var b bytes.Buffer
	if err := json.Indent(&b, out, "", "  "); err != nil {
		panic(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

type array []any

func ref(def string) object { return object{{"$ref", "#/$defs/" + def}} }

func text(pattern string) object {
	o := object{{"type", array{"string", "number", "boolean"}}}
	if pattern != "" {
		o = append(o, member{"pattern", pattern})
	}
	return o
}

func datePattern(interval string) string {
	const day = `[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?)?)?`
	if interval == "" {
		return "^" + day + "$"
	}
	return "^" + day + `(\s*\.\.\s*` + day + ")?$"
}

// value is a number without reasons, number one with them.
var (
	distribution = []member{
		{"dist", object{{"enum", array{"normal", "lognormal", "triangular"}}}},
		{"mean", object{{"type", "number"}}}, {"sd", object{{"type", "number"}}},
		{"low", object{{"type", "number"}}}, {"mode", object{{"type", "number"}}}, {"high", object{{"type", "number"}}},
	}
	value = object{{"anyOf", array{
		object{{"type", array{"number", "string", "boolean"}}},
		object{{"type", "object"}, {"additionalProperties", false}, {"properties", append(object{{"value", object{{"type", array{"number", "string"}}}}}, distribution...)}},
	}}}
	number = object{
		{"description", "40 a point, 30..50 uniform between hard bounds, 30..40..55 low, mode and high, or a word such as likely; then `<-` and places, or `?` and the reason for a judgement."},
		{"anyOf", array{
			object{{"type", array{"number", "string"}}},
			object{{"type", "object"}, {"additionalProperties", false}, {"properties", append(append(object{{"value", object{{"type", array{"number", "string"}}}}}, distribution...), object{
				{"because", ref("because")}, {"sets", ref("because")}, {"bounds", ref("because")}, {"against", ref("because")},
				{"judgement", ref("judgement")}, {"exact", ref("yes-no")},
			}...)}},
		}},
	}
)

// reasoned is a text, or a mapping whose first key is required.
func reasoned(first string, more ...string) object {
	properties := object{{first, text("")}}
	for _, m := range more {
		s := text("")
		if m == "date" {
			s = ref("date")
		}
		properties = append(properties, member{m, s})
	}
	return object{{"anyOf", array{text(""), object{{"type", "object"}, {"additionalProperties", false}, {"required", array{first}}, {"properties", properties}}}}}
}

// def is the name of the type among the definitions.
func (t *Type) def() string {
	name := t.Name
	for _, article := range []string{"a ", "an ", "the "} {
		if len(name) > len(article) && name[:len(article)] == article {
			name = name[len(article):]
		}
	}
	return string(bytes.ReplaceAll([]byte(name), []byte(" "), []byte("-")))
}

func (t *Type) json() object {
	var properties object
	var required array
	for i := range t.Keys {
		k := &t.Keys[i]
		properties = append(properties, member{k.Name, k.json()})
		if k.Required {
			required = append(required, k.Name)
		}
	}
	o := object{{"description", t.Doc}, {"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		o = append(o, member{"required", required})
	}
	return append(o, member{"properties", properties})
}

func (k *Key) json() object {
	doc := k.Doc
	if k.Kind == Number && k.Scale != "" {
		doc += " Scale: " + k.Scale + "."
	}
	o := object{{"description", doc}}
	if k.Example != "" {
		o = append(o, member{"examples", array{k.Example}})
	}
	return append(o, k.jsonValue()...)
}

// byID is a mapping from ids to values.
func byID(v any) object {
	return object{{"type", "object"}, {"propertyNames", ref("id")}, {"additionalProperties", v}}
}

func oneOrMany(v any) object {
	return object{{"anyOf", array{v, object{{"type", "array"}, {"minItems", 1}, {"items", v}}}}}
}

func (k *Key) jsonValue() object {
	words := array{}
	for _, w := range k.Words {
		words = append(words, w)
		if w == "0" {
			words = append(words, 0)
		}
	}
	orNothing := func(o object) object { // a section still to be written
		for i := range o {
			if o[i].name == "type" {
				o[i].value = array{o[i].value, "null"}
			}
		}
		return o
	}
	switch k.Kind {
	case Word, Sign:
		return object{{"enum", words}}
	case Ref:
		return ref("id")
	case Refs:
		if k.Many {
			return oneOrMany(ref("id"))
		}
		return object{{"type", "array"}, {"minItems", 1}, {"items", ref("id")}}
	case Texts:
		return object{{"type", "array"}, {"minItems", 1}, {"items", text("")}}
	case Date:
		return ref("date")
	case Dates:
		return ref("dates")
	case Count:
		return object{{"type", "integer"}, {"minimum", 0}}
	case YesNo, Exact:
		return ref("yes-no")
	case Number:
		return ref("number")
	case Object:
		return object{{"anyOf", array{ref(k.Of.def()), object{{"type", "null"}}}}}
	case Map:
		return orNothing(byID(ref(k.Of.def())))
	case Sequence:
		return orNothing(object{{"type", "array"}, {"items", ref(k.Of.def())}})
	case Because:
		return ref("because")
	case Reason:
		return ref("judgement")
	case Grade:
		return ref("grade")
	case Paragraphs:
		return object{{"type", array{"integer", "string"}}, {"pattern", `^[1-9][0-9]*(\s*[-–]\s*[1-9][0-9]*)?$`}}
	case Places:
		return oneOrMany(object{{"type", "string"}})
	case ClaimedLinks:
		return oneOrMany(link)
	case Link:
		return link
	case Between:
		return object{{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", ref("id")}}
	case Scale:
		return object{{"type", "object"}, {"minProperties", 2}, {"propertyNames", object{{"pattern", `^[-+]?[0-9]+(\.[0-9]+)?$`}}},
			{"additionalProperties", object{{"type", array{"string", "number", "boolean", "null"}}}}}
	case Rules:
		return byID(object{{"enum", words}})
	case Admit:
		return orNothing(byID(text("")))
	case Preferences:
		return orNothing(byID(preferences))
	case Pushes:
		return byID(ref("value"))
	case Likelihoods, Choices, Listening:
		return byID(ref("number"))
	case Changes:
		return object{{"type", "object"}, {"minProperties", 1}, {"additionalProperties", ref("value")}}
	case Tests:
		return object{{"type", "object"}, {"additionalProperties", false}, {"properties", tests}}
	case Format:
		return object{{"const", 1}}
	}
	return text("")
}

var (
	link = object{{"type", "string"}, {"pattern", `^.*->.*\(.*\)\s*$`}}

	preferences = object{{"anyOf", array{
		object{{"const", "unknown"}},
		object{{"type", "array"}, {"minItems", 1}, {"items", ref(Statement.def())}},
		object{{"type", "object"}, {"additionalProperties", false}, {"required", array{"ranking"}}, {"properties", object{
			{"ranking", object{{"type", "array"}, {"minItems", 1}, {"items", oneOrMany(object{{"type", "string"}})}}}}}},
		object{{"type", "object"}, {"additionalProperties", false}, {"required", array{"weights"}}, {"properties", object{
			{"weights", byID(ref("number"))}}}},
	}}}

	tests = object{
		{"bargaining", lensTest("base-access in 35..65")}, {"factions", lensTest("iran.base-access in 35..65")},
		{"conflict", lensTest("holds allow & ~restrict")}, {"alignment", lensTest("together A B")},
		{"causes", lensTest("push DRIVER +1: NODE rises")}, {"hypotheses", lensTest("H3 leads")}, {"system", lensTest("base-access in 35..65 at 2017-01")},
	}
)

func lensTest(example string) object { return object{{"type", "string"}, {"examples", array{example}}} }
