namespace TransferPredict.Features.Tests.Languages;

/// <summary>Every code by which the supported data sets name their languages, and the catalogue's code for it.</summary>
static class DataSetCodes
{
    /// <summary>The languages of a data set as (its own code, the catalogue's code).</summary>
    public static IReadOnlyList<(string Own, string Code)> Of(string dataset) =>
        [.. _text[dataset].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .Select(parts => (parts[0], parts[^1]))];

    public static IEnumerable<string> DataSets => _text.Keys;

    const string UniversalDependencies = """
        af=afr_Latn am=amh_Ethi ar=arb_Arab az=azj_Latn bar=bar_Latn be=bel_Cyrl bho=bho_Deva bm=bam_Latn bn=ben_Beng
        br=bre_Latn bxr=bxr_Cyrl ca=cat_Latn ceb=ceb_Latn cop=cop_Copt cs=ces_Latn cy=cym_Latn da=dan_Latn de=deu_Latn
        el=ell_Grek en=eng_Latn es=spa_Latn fa=pes_Arab fi=fin_Latn fo=fao_Latn fr=fra_Latn ga=gle_Latn gd=gla_Latn gl=glg_Latn
        gsw=gsw_Latn gu=guj_Gujr gv=glv_Latn ha=hau_Latn he=heb_Hebr hi=hin_Deva hr=hrv_Latn hsb=hsb_Latn ht=hat_Latn
        hy=hye_Armn hyw=hyw_Armn id=ind_Latn is=isl_Latn it=ita_Latn ja=jpn_Jpan jv=jav_Latn ka=kat_Geor kk=kaz_Cyrl
        kmr=kmr_Latn ko=kor_Hang koi=koi_Cyrl kpv=kpv_Cyrl krl=krl_Latn ky=kir_Cyrl la=lat_Latn lb=ltz_Latn lt=lit_Latn
        lv=lvs_Latn lzh=lzh_Hant mdf=mdf_Cyrl mk=mkd_Cyrl ml=mal_Mlym mr=mar_Deva mt=mlt_Latn myv=myv_Cyrl nb=nob_Latn
        nds=nds_Latn nl=nld_Latn nn=nno_Latn olo=olo_Latn pcm=pcm_Latn pl=pol_Latn ps=pbt_Arab pt=por_Latn quc=quc_Latn
        ro=ron_Latn ru=rus_Cyrl sa=san_Latn sah=sah_Cyrl sd=snd_Arab se=sme_Latn si=sin_Sinh sk=slk_Latn sl=slv_Latn
        sms=sms_Latn sq=als_Latn sr=srp_Latn sv=swe_Latn ta=tam_Taml te=tel_Telu th=tha_Thai tl=tgl_Latn tr=tur_Latn tt=tat_Cyrl
        ug=uig_Arab uk=ukr_Cyrl uz=uzn_Latn vep=vep_Latn vi=vie_Latn wo=wol_Latn yo=yor_Latn yue=yue_Hant zh=zho_Hant
        """;

    const string Ntrex = """
        afr=afr_Latn amh=amh_Ethi arb=arb_Arab aze-Latn=azj_Latn bak=bak_Cyrl bel=bel_Cyrl bem=bem_Latn ben=ben_Beng
        bod=bod_Tibt bos=bos_Latn bul=bul_Cyrl cat=cat_Latn ces=ces_Latn ckb-Arab=ckb_Arab cym=cym_Latn dan=dan_Latn
        deu=deu_Latn div=div_Thaa dzo=dzo_Tibt ell=ell_Grek eng=eng_Latn eng-GB=eng_Latn_GB eng-IN=eng_Latn_IN
        eng-US=eng_Latn_US est=est_Latn eus=eus_Latn ewe=ewe_Latn fao=fao_Latn fas=pes_Arab fij=fij_Latn fil=tgl_Latn
        fin=fin_Latn fra=fra_Latn fra-CA=fra_Latn_CA fuc=fuc_Latn gle=gle_Latn glg=glg_Latn guj=guj_Gujr hau=hau_Latn
        heb=heb_Hebr hin=hin_Deva hmn=mww_Latn hrv=hrv_Latn hun=hun_Latn hye=hye_Armn ibo=ibo_Latn ind=ind_Latn isl=isl_Latn
        ita=ita_Latn jpn=jpn_Jpan kan=kan_Knda kat=kat_Geor kaz=kaz_Cyrl khm=khm_Khmr kin=kin_Latn kir=kir_Cyrl kmr=kmr_Latn
        kor=kor_Hang lao=lao_Laoo lav=lvs_Latn lit=lit_Latn ltz=ltz_Latn mal=mal_Mlym mar=mar_Deva mey=mey_Arab mkd=mkd_Cyrl
        mlg=plt_Latn mlt=mlt_Latn mon=khk_Cyrl mri=mri_Latn msa=zsm_Latn mya=mya_Mymr nde=nde_Latn nep=npi_Deva nld=nld_Latn
        nno=nno_Latn nob=nob_Latn nso=nso_Latn nya=nya_Latn orm=gaz_Latn pan=pan_Guru pol=pol_Latn por=por_Latn
        por-BR=por_Latn_BR prs=prs_Arab pus=pbt_Arab ron=ron_Latn rus=rus_Cyrl shi=shi_Arab sin=sin_Sinh slk=slk_Latn
        slv=slv_Latn smo=smo_Latn sna-Latn=sna_Latn snd-Arab=snd_Arab som=som_Latn spa=spa_Latn spa-MX=spa_Latn_MX sqi=als_Latn
        srp-Cyrl=srp_Cyrl srp-Latn=srp_Latn ssw=ssw_Latn swa=swh_Latn swe=swe_Latn tah=tah_Latn tam=tam_Taml tat=tat_Cyrl
        tel=tel_Telu tgk-Cyrl=tgk_Cyrl tha=tha_Thai tir=tir_Ethi ton=ton_Latn tsn=tsn_Latn tuk=tuk_Latn tur=tur_Latn
        uig=uig_Arab ukr=ukr_Cyrl urd=urd_Arab uzb=uzn_Latn ven=ven_Latn vie=vie_Latn wol=wol_Latn xho=xho_Latn yor=yor_Latn
        yue=yue_Hant zho-CN=zho_Hans zho-TW=zho_Hant zul=zul_Latn
        """;

    const string Xed = """
        ar=arb_Arab bg=bul_Cyrl br=por_Latn_BR bs=bos_Latn cn=zho_Hans cs=ces_Latn da=dan_Latn de=deu_Latn el=ell_Grek
        en=eng_Latn es=spa_Latn et=est_Latn fa=pes_Arab fi=fin_Latn fr=fra_Latn he=heb_Hebr hr=hrv_Latn hu=hun_Latn id=ind_Latn
        is=isl_Latn it=ita_Latn nl=nld_Latn no=nob_Latn pl=pol_Latn pt=por_Latn pt_br=por_Latn_BR ro=ron_Latn ru=rus_Cyrl
        sk=slk_Latn sl=slv_Latn sr=srp_Latn sv=swe_Latn th=tha_Thai tr=tur_Latn vi=vie_Latn ze_zh=zho_Hant zh_cn=zho_Hans
        zh_tw=zho_Hant
        """;

    const string Xpos = """
        af=afr_Latn aii=aii_Syrc ajp=ajp_Arab akk=akk_Latn apu=apu_Latn aqz=aqz_Latn ar=arb_Arab be=bel_Cyrl bg=bul_Cyrl
        bho=bho_Deva bm=bam_Latn br=bre_Latn bxr=bxr_Cyrl ca=cat_Latn ckt=ckt_Cyrl cs=ces_Latn cu=chu_Cyrl cy=cym_Latn
        da=dan_Latn de=deu_Latn el=ell_Grek en=eng_Latn es=spa_Latn et=est_Latn eu=eus_Latn fa=pes_Arab fi=fin_Latn fo=fao_Latn
        fr=fra_Latn fro=fro_Latn ga=gle_Latn gd=gla_Latn gl=glg_Latn got=got_Latn grc=grc_Grek gsw=gsw_Latn gub=gub_Latn
        gun=gun_Latn gv=glv_Latn he=heb_Hebr hi=hin_Deva hr=hrv_Latn hsb=hsb_Latn hu=hun_Latn hy=hye_Armn hyw=hyw_Armn
        id=ind_Latn is=isl_Latn it=ita_Latn ja=jpn_Jpan kfm=kfm_Arab kk=kaz_Cyrl kmr=kmr_Latn ko=kor_Hang koi=koi_Cyrl
        kpv=kpv_Cyrl krl=krl_Latn la=lat_Latn lt=lit_Latn lv=lvs_Latn lzh=lzh_Hant mdf=mdf_Cyrl mpu=mpu_Latn mr=mar_Deva
        mt=mlt_Latn myu=myu_Latn myv=myv_Cyrl nds=nds_Latn nl=nld_Latn no=nob_Latn nyq=nyq_Arab olo=olo_Latn orv=orv_Cyrl
        otk=otk_Orkh pcm=pcm_Latn pl=pol_Latn pt=por_Latn quc=quc_Latn ro=ron_Latn ru=rus_Cyrl sa=san_Latn sk=slk_Latn
        sl=slv_Latn sme=sme_Latn sms=sms_Latn sq=als_Latn sr=srp_Latn sv=swe_Latn ta=tam_Taml te=tel_Telu th=tha_Thai
        tl=tgl_Latn tpn=tpn_Latn tr=tur_Latn ug=uig_Arab uk=ukr_Cyrl ur=urd_Arab urb=urb_Latn vi=vie_Latn wbp=wbp_Latn
        wo=wol_Latn xnr=xnr_Deva yo=yor_Latn yue=yue_Hant zh=zho_Hans
        """;

    const string UniversalNer = """
        Cebuano-GJA=ceb_Latn Chinese-GSD=zho_Hant Chinese-GSDSIMP=zho_Hans Chinese-PUD=zho_Hant Croatian-SET=hrv_Latn
        Danish-DDT=dan_Latn English-EWT=eng_Latn English-PUD=eng_Latn German-PUD=deu_Latn
        Maghrebi_Arabic_French-Arabizi=arq_Latn Norwegian-NDT-bokmaal=nob_Latn Norwegian-NDT-nynorsk=nno_Latn
        Portuguese-Bosque=por_Latn Portuguese-PUD=por_Latn Russian-PUD=rus_Cyrl Serbian-SET=srp_Latn Slovak-SNK=slk_Latn
        Swedish-PUD=swe_Latn Swedish-Talbanken=swe_Latn Tagalog-TRG=tgl_Latn
        """;

    const string Sib200 = """
        ace_Arab ace_Latn acm_Arab acq_Arab aeb_Arab afr_Latn ajp_Arab aka_Latn als_Latn amh_Ethi apc_Arab arb_Arab arb_Latn
        ars_Arab ary_Arab arz_Arab asm_Beng ast_Latn awa_Deva ayr_Latn azb_Arab azj_Latn bak_Cyrl bam_Latn ban_Latn bel_Cyrl
        bem_Latn ben_Beng bho_Deva bjn_Arab bjn_Latn bod_Tibt bos_Latn bug_Latn bul_Cyrl cat_Latn ceb_Latn ces_Latn cjk_Latn
        ckb_Arab crh_Latn cym_Latn dan_Latn deu_Latn dik_Latn dyu_Latn dzo_Tibt ell_Grek eng_Latn epo_Latn est_Latn eus_Latn
        ewe_Latn fao_Latn fij_Latn fin_Latn fon_Latn fra_Latn fur_Latn fuv_Latn gaz_Latn gla_Latn gle_Latn glg_Latn grn_Latn
        guj_Gujr hat_Latn hau_Latn heb_Hebr hin_Deva hne_Deva hrv_Latn hun_Latn hye_Armn ibo_Latn ilo_Latn ind_Latn isl_Latn
        ita_Latn jav_Latn jpn_Jpan kab_Latn kac_Latn kam_Latn kan_Knda kas_Arab kas_Deva kat_Geor kaz_Cyrl kbp_Latn kea_Latn
        khk_Cyrl khm_Khmr kik_Latn kin_Latn kir_Cyrl kmb_Latn kmr_Latn knc_Arab knc_Latn kon_Latn kor_Hang lao_Laoo lij_Latn
        lim_Latn lin_Latn lit_Latn lmo_Latn ltg_Latn ltz_Latn lua_Latn lug_Latn luo_Latn lus_Latn lvs_Latn mag_Deva mai_Deva
        mal_Mlym mar_Deva min_Arab min_Latn mkd_Cyrl mlt_Latn mni_Beng mos_Latn mri_Latn mya_Mymr nld_Latn nno_Latn nob_Latn
        npi_Deva nqo_Nkoo nso_Latn nus_Latn nya_Latn oci_Latn ory_Orya pag_Latn pan_Guru pap_Latn pbt_Arab pes_Arab plt_Latn
        pol_Latn por_Latn prs_Arab quy_Latn ron_Latn run_Latn rus_Cyrl sag_Latn san_Deva sat_Olck scn_Latn shn_Mymr sin_Sinh
        slk_Latn slv_Latn smo_Latn sna_Latn snd_Arab som_Latn sot_Latn spa_Latn srd_Latn srp_Cyrl ssw_Latn sun_Latn swe_Latn
        swh_Latn szl_Latn tam_Taml taq_Latn taq_Tfng tat_Cyrl tel_Telu tgk_Cyrl tgl_Latn tha_Thai tir_Ethi tpi_Latn tsn_Latn
        tso_Latn tuk_Latn tum_Latn tur_Latn twi_Latn tzm_Tfng uig_Arab ukr_Cyrl umb_Latn urd_Arab uzn_Latn vec_Latn vie_Latn
        war_Latn wol_Latn xho_Latn ydd_Hebr yor_Latn yue_Hant zho_Hans zho_Hant zsm_Latn zul_Latn
        """;

    const string LangRank = """
        af=afr_Latn am=amh_Ethi cop=cop_Copt cu=chu_Cyrl eu=eus_Latn fro=fro_Latn got=got_Latn grc=grc_Grek no=nob_Latn
        sa=san_Deva sme=sme_Latn swl=swl_Latn wbp=wbp_Latn yue=yue_Hant zh=zho_Hans
        """;

    static readonly Dictionary<string, string> _text = new()
    {
        ["ud"] = UniversalDependencies,
        ["ntrex"] = Ntrex,
        ["xed"] = Xed,
        ["xpos"] = Xpos,
        ["uner"] = UniversalNer,
        ["sib200"] = Sib200,
        ["langrank"] = LangRank,
    };
}
