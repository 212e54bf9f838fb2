"""Names as people write them, and what they designate."""

from __future__ import annotations

import pytest

from ami_cli.reference.territoires import Clues, resolve


def answer(name: str, **clues: object) -> tuple[str, str | None]:
    found = resolve(name, Clues(**clues))  # type: ignore[arg-type]
    return found.verdict, found.code


def candidates(name: str, **clues: object) -> tuple[str, list[str]]:
    found = resolve(name, Clues(**clues))  # type: ignore[arg-type]
    return found.verdict, [c.code for c in found.candidates]


class TestSpellings:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("Wattignies", "59648"),
            ("WATTIGNIES", "59648"),
            ("Mairie de Wattignies", "59648"),
            ("Ville de Wattignies (59)", "59648"),
            ("Monsieur le Maire de la commune de Wattignies", "59648"),
            ("Hôtel de ville de Wattignies, 59139 Wattignies Cedex", "59648"),
            ("Nom de la commune : Wattignies", "59648"),
            ("Villeneuve d’Ascq", "59009"),
            ("VILLENEUVE D ASCQ", "59009"),
            ("Aire s/ la Lys", "62014"),
            ("Aire/Lys", "62014"),
            ("Noeux-les-Mines", "62617"),
            ("NŒUX LES MINES", "62617"),
            ("St Pol sur Ternoise", "62767"),
            ("Ste-Marie-Kerque", "62756"),
            ("Hallennes lès Haubourdin", "59278"),
            ("Commune du Portel", "62667"),
            ("Portel (Le)", "62667"),
            ("Le  Cateau –\u00a0Cambrésis", "59136"),
            ("V I L L E R S - B R E T O N N E U X", "80799"),
            ("Villers-\nBretonneux", "80799"),
            ("Villers-Bretonneux / Hauts-de-France", "80799"),
            ("Mairie de Lestrem - service de l'urbanisme", "62502"),
            ("Lestrem - Mairie", "62502"),
            ("Commune (Lestrem)", "62502"),
            ("Berck-sur-Mer", "62108"),
        ],
    )
    def test_the_commune_is_recognised(self, written: str, code: str) -> None:
        assert answer(written) == ("eligible", code)

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("Wattignes", "59648"),
            ("Villenueve d'Ascq", "59009"),
            ("Watt1gnies", "59648"),
            ("Villers-Bretonrieux", "80799"),
            ("VILL3NEUVE D'ASCQ", "59009"),
            ("Grévillers en Ternoi", None),
            ("Wattigni", "59648"),
        ],
    )
    def test_a_fault_leads_to_the_nearest_name_or_to_nothing(
        self, written: str, code: str | None
    ) -> None:
        assert answer(written)[1] == code

    def test_two_names_as_near_are_ambiguous(self) -> None:
        verdict, found = candidates("Waten")
        assert (verdict, {"59647", "62866"} <= set(found)) == ("ambiguous", True)

    @pytest.mark.parametrize("written", ["", "  ", "_____", "Nom de la collectivité", "N/A", "-"])
    def test_nothing_is_written(self, written: str) -> None:
        assert answer(written) == ("unknown", None)

    def test_the_name_of_a_departement_is_no_collectivity_of_this_call(self) -> None:
        assert answer("Pas-de-Calais") == ("unknown", None)


class TestOtherBodies:
    @pytest.mark.parametrize(
        "written",
        [
            "CCAS de Wattignies",
            "Association Wattignies en transition",
            "Les Amis de Seclin",
            "SARL Dupont, Seclin",
            "Collège de Seclin",
            "Conseil départemental du Nord",
            "Région Hauts-de-France",
            "Office de tourisme de Seclin",
        ],
    )
    def test_it_is_refused_whatever_commune_it_names(self, written: str) -> None:
        found = resolve(written)
        assert (found.verdict, found.kind, found.code) == ("not_eligible", "other", None)

    @pytest.mark.parametrize(
        "written",
        [
            "PNR de l'Avesnois",
            "Parc naturel régional des Caps et Marais d'Opale",
            "Syndicat mixte du Pays du Vimeu",
            "PETR Cœur des Hauts-de-France",
            "Pôle métropolitain de l'Oise",
            "SIVOM de Seclin",
            "SM du Bassin de la Somme",
            "Parc Oise-Pays de France",
            "Pays du Cambrésis",
        ],
    )
    def test_a_grouping_is_for_a_person(self, written: str) -> None:
        found = resolve(written)
        assert (found.verdict, found.kind, found.code) == ("a_verifier", "other", None)

    def test_a_commune_is_not_refused_for_a_word_in_its_name(self) -> None:
        assert answer("Conseil municipal de Neuilly-l'Hôpital") == ("eligible", "80590")
        assert answer("Maison-Ponthieu") == ("eligible", "80501")

    def test_a_commune_and_another_body_together_are_for_a_person(self) -> None:
        assert answer("Ville de Seclin - CCAS") == ("a_verifier", None)


class TestIntercommunalities:
    @pytest.mark.parametrize(
        ("written", "siren"),
        [
            ("Communauté de communes des Hauts de Flandre", "200040954"),
            ("CC Hauts-de-Flandre", "200040954"),
            ("COMMUNAUTE DE COMMUNES DES HAUTS DE FLANDRE (CCHF)", "200040954"),
            ("Présidente de la com de com des Hauts de Flandre", "200040954"),
            ("Hauts de Flandre", "200040954"),
            ("CCHF", "200040954"),
            ("CCHF Hauts de Flandre", "200040954"),
            ("CUD Dunkerque", "245900428"),
            ("CA Cambrai", "200068500"),
            ("Communauté cle comrnunes dcs Hauts de Flandre", "200040954"),
            ("Communauté de communes dela Haute Somme", "200037059"),
            ("Sept Vallées", "200044030"),
            ("CC des 7 vallées", "200044030"),
            ("Communauté d'agglomération de la Région de Château-Thierry", "200072031"),
            ("Région de Château-Thierry", "200072031"),
            ("Béthune-Bruay, Artois-Lys Romane", "200072460"),
            ("Valenciennes Métropole", "245901160"),
            ("CU d'Arras", "200033579"),
        ],
    )
    def test_it_is_recognised(self, written: str, siren: str) -> None:
        found = resolve(written)
        assert (found.verdict, found.kind, found.code) == ("eligible", "epci", siren)

    def test_the_type_tells_the_community_from_its_town(self) -> None:
        assert answer("Arras") == ("eligible", "62041")
        assert answer("Arras", type="communaute_urbaine") == ("eligible", "200033579")
        assert answer("Cambrai", type="epci") == ("eligible", "200068500")
        assert answer("Cambrai", type="commune") == ("eligible", "59122")

    def test_a_town_ticked_as_intercommunality_is_for_a_person(self) -> None:
        assert candidates("Ronchin", type="epci") == ("a_verifier", ["200093201", "59507"])

    def test_an_acronym_borne_by_two_needs_a_place(self) -> None:
        assert candidates("CCSA") == ("ambiguous", ["200035442", "200043404"])
        assert answer("CCSA", departement="Nord") == ("eligible", "200043404")

    def test_one_gone_leads_to_its_successors(self) -> None:
        assert candidates("CC du Val de Noye") == ("a_verifier", ["200070969"])
        assert candidates("Communauté de communes des Weppes et de la Lune")[0] == "a_verifier"

    def test_one_astride_two_regions_is_for_a_person(self) -> None:
        assert answer("CC interrégionale Aumale - Blangy-sur-Bresle") == ("a_verifier", "200069722")

    def test_one_outside_is_refused(self) -> None:
        assert answer("Communauté de communes du Bassin de Pompey") == ("not_eligible", "245400601")


class TestOldNames:
    def test_a_renamed_commune_is_itself(self) -> None:
        assert answer("Le Cateau") == ("eligible", "59136")
        assert answer("Lambres-lez-Aire") == ("eligible", "62486")

    def test_a_delegated_or_associated_commune_is_for_a_person(self) -> None:
        assert answer("Rosendaël") == ("a_verifier", "59183")
        assert answer("Hellemmes") == ("a_verifier", "59350")
        assert answer("Commune associée de Fort-Mardyck") == ("a_verifier", "59183")


class TestHomonyms:
    def test_inside_the_region_they_are_candidates(self) -> None:
        assert candidates("Fleury") == ("ambiguous", ["02316", "60239", "62339", "80317"])

    @pytest.mark.parametrize("clue", [{"departement": "62"}, {"code_postal": "62134"}])
    def test_a_place_tells_which(self, clue: dict[str, str]) -> None:
        assert answer("Fleury", **clue) == ("eligible", "62339")
        assert answer("Fleury (Pas-de-Calais)") == ("eligible", "62339")

    def test_outside_the_region_with_its_place_is_refused(self) -> None:
        assert answer("Fleury", departement="11") == ("not_eligible", "11145")

    def test_an_outside_name_that_begins_one_inside_is_not_refused(self) -> None:
        verdict, found = candidates("Neuilly")
        assert (verdict, "60450" in found) == ("ambiguous", True)

    def test_a_part_of_a_name_needs_a_place(self) -> None:
        assert answer("Bruay") == ("ambiguous", None)
        assert answer("Bruay", departement="62") == ("eligible", "62178")

    def test_the_postal_code_of_a_longer_name_raises_a_doubt(self) -> None:
        assert answer("Pernes", code_postal="62550") == ("eligible", "62652")
        assert candidates("Pernes", code_postal="62126") == ("ambiguous", ["62652", "62653"])

    def test_an_old_name_that_begins_others_is_told(self) -> None:
        found = resolve("Marquette", Clues(departement="59"))
        assert (found.verdict, found.code) == ("eligible", "59386")
        assert found.doubts == (
            "« Marquette » est l'ancien nom de Marquette-lez-Lille, et le début d'autres noms : "
            "Marquette-en-Ostrevant (59387), commune du Nord.",
        )
        assert answer("Marquette", code_postal="59252") == ("ambiguous", None)


class TestJointBids:
    @pytest.mark.parametrize(
        "written",
        ["Seclin et Wattignies", "Communes de Seclin & Wattignies", "Seclin / Wattignies"],
    )
    def test_two_communes_are_for_a_person(self, written: str) -> None:
        assert candidates(written) == ("a_verifier", ["59560", "59648"])

    def test_three_in_a_list(self) -> None:
        found = candidates("Seclin, Wattignies et Templemars")
        assert found == ("a_verifier", ["59560", "59585", "59648"])

    def test_a_name_with_and_is_one_commune(self) -> None:
        assert answer("Dhuys-et-Morin-en-Brie") == ("eligible", "02458")


class TestClues:
    SECLIN = "215905605"

    def test_a_siren_decides_when_the_name_says_nothing(self) -> None:
        assert answer("La Mairie", siren="SIRET : 215 905 605 00013") == ("eligible", "59560")

    def test_a_siren_of_another_commune_is_a_contradiction(self) -> None:
        assert candidates("Wattignies", siren=self.SECLIN) == ("ambiguous", ["59560", "59648"])

    def test_a_siren_with_a_wrong_key_is_told_and_ignored(self) -> None:
        found = resolve("Wattignies", Clues(siren="215905600"))
        assert (found.verdict, found.code) == ("eligible", "59648")
        assert found.doubts == (
            "Le numéro SIREN 215905600 n'est pas valable : il n'a pas été retenu.",
        )

    def test_a_siren_of_nobody_known_is_for_a_person(self) -> None:
        assert answer("Wattignies", siren="552100554") == ("a_verifier", "59648")

    def test_a_siren_of_another_body_does_not_save_an_association(self) -> None:
        assert answer("Association du Mélantois", siren=self.SECLIN)[0] == "ambiguous"

    def test_the_place_outside_contradicts_the_name(self) -> None:
        assert candidates("Wattignies", code_postal="33000") == ("ambiguous", ["59648"])
        assert answer("Wattignies", code_postal="33000", departement="59")[0] == "ambiguous"

    def test_another_country_is_outside(self) -> None:
        assert answer("Comines", pays="Belgique") == ("not_eligible", None)
        assert answer("Comines", pays="France") == ("eligible", "59152")

    def test_the_town_of_the_address_names_the_mairie(self) -> None:
        assert answer("Mairie", code_postal="59113", ville="Seclin") == ("eligible", "59560")
        assert answer("Notre structure", code_postal="59113", ville="Seclin") == ("unknown", None)

    def test_contradictions_are_told(self) -> None:
        found = resolve(
            "Oignies",
            Clues(
                code_postal="62590", population=98, epci_rattachement="CA du Boulonnais",
                mail_domain="mairie-carvin.fr", type="communaute_de_communes",
            ),
        )  # fmt: skip
        assert (found.verdict, found.code) == ("a_verifier", None)
        found = resolve(
            "Oignies",
            Clues(
                code_postal="62590", population=98, epci_rattachement="CA du Boulonnais",
                mail_domain="mairie-carvin.fr",
            ),
        )  # fmt: skip
        assert found.code == "62637"
        assert found.doubts == (
            "Oignies appartient à CA d'Hénin-Carvin, pas à CA du Boulonnais.",
            "L'adresse électronique (mairie-carvin.fr) est celle d'une autre commune : "
            "Carvin (62215), commune du Pas-de-Calais.",
            "La population indiquée (98) est loin de la population officielle de Oignies (9841).",
        )

    def test_clues_that_agree_raise_no_doubt(self) -> None:
        found = resolve(
            "Oignies",
            Clues(
                departement="62", code_postal="62590", type="commune", population=9800,
                epci_rattachement="Hénin-Carvin", mail_domain="mairie-oignies.fr",
            ),
        )  # fmt: skip
        assert (found.verdict, found.doubts) == ("eligible", ())
